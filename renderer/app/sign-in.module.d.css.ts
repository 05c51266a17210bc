declare const classes: {
  readonly cover: string;
  readonly sheet: string;
  readonly title: string;
  readonly note: string;
  readonly form: string;
  readonly names: string;
  readonly name: string;
  readonly chosen: string;
};
export default classes;
