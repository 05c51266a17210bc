declare const classes: {
  readonly search: string;
  readonly name: string;
  readonly faint: string;
  readonly none: string;
  readonly short: string;
  readonly big: string;
  readonly figure: string;
  readonly list: string;
  readonly line: string;
  readonly form: string;
  readonly history: string;
  readonly file: string;
  readonly up: string;
  readonly down: string;
  readonly mark: string;
};
export default classes;
