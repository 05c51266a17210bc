declare const classes: {
  readonly grid: string;
  readonly facts: string;
  readonly list: string;
  readonly line: string;
  readonly faint: string;
  readonly log: string;
};
export default classes;
