declare const classes: {
  readonly faint: string;
  readonly row: string;
  readonly name: string;
  readonly find: string;
  readonly total: string;
  readonly past: string;
  readonly undone: string;
  readonly form: string;
  readonly file: string;
  readonly problem: string;
  readonly trouble: string;
};
export default classes;
