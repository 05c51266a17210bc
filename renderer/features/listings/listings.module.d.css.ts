declare const classes: {
  readonly search: string;
  readonly faint: string;
  readonly name: string;
  readonly form: string;
  readonly found: string;
  readonly likely: string;
  readonly candidate: string;
  readonly push: string;
};
export default classes;
