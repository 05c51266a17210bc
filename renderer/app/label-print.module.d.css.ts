declare const classes: {
  readonly pair: string;
  readonly columns: string;
  readonly rows: string;
  readonly bar: string;
  readonly row: string;
  readonly name: string;
  readonly faint: string;
  readonly count: string;
  readonly look: string;
  readonly sheet: string;
  readonly watch: string;
  readonly figure: string;
};
export default classes;
