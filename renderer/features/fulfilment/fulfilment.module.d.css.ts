declare const classes: {
  readonly search: string;
  readonly faint: string;
  readonly name: string;
};
export default classes;
