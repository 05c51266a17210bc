declare const classes: {
  readonly list: string;
  readonly form: string;
  readonly line: string;
  readonly faint: string;
  readonly streams: string;
  readonly head: string;
  readonly name: string;
  readonly columns: string;
  readonly token: string;
  readonly entity: string;
  readonly matrix: string;
  readonly cell: string;
  readonly group: string;
};
export default classes;
