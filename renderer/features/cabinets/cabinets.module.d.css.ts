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
  readonly door: string;
  readonly address: string;
  readonly qr: string;
  readonly code: string;
};
export default classes;
