declare const classes: {
  readonly list: string;
  readonly parcel: string;
  readonly found: string;
  readonly head: string;
  readonly number: string;
  readonly faint: string;
  readonly line: string;
  readonly spread: string;
  readonly say: string;
  readonly big: string;
  readonly right: string;
  readonly ask: string;
  readonly wrong: string;
  readonly form: string;
};
export default classes;
