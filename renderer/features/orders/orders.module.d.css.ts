declare const classes: {
  readonly search: string;
  readonly late: string;
  readonly number: string;
  readonly name: string;
  readonly faint: string;
  readonly caption: string;
  readonly facts: string;
  readonly story: string;
  readonly entry: string;
  readonly mono: string;
  readonly label: string;
  readonly list: string;
  readonly line: string;
};
export default classes;
