declare const classes: {
  readonly search: string;
  readonly faint: string;
  readonly name: string;
  readonly form: string;
  readonly found: string;
};
export default classes;
