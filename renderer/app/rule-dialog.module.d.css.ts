declare const classes: {
  readonly form: string;
  readonly grid: string;
  readonly note: string;
};
export default classes;
