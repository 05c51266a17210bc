declare const classes: {
  readonly pace: string;
  readonly wide: string;
  readonly table: string;
  readonly end: string;
  readonly strong: string;
  readonly big: string;
  readonly faint: string;
  readonly gone: string;
  readonly form: string;
  readonly row: string;
};
export default classes;
