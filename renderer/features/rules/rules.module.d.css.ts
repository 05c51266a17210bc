declare const classes: {
  readonly search: string;
  readonly faint: string;
  readonly row: string;
  readonly name: string;
  readonly outage: string;
};
export default classes;
