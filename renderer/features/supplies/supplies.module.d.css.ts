declare const classes: {
  readonly list: string;
  readonly group: string;
  readonly faint: string;
  readonly strong: string;
  readonly bar: string;
  readonly done: string;
  readonly missing: string;
  readonly code: string;
  readonly form: string;
  readonly points: string;
  readonly line: string;
  readonly order: string;
};
export default classes;
