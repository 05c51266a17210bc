declare const classes: {
  readonly table: string;
  readonly head: string;
  readonly cell: string;
  readonly end: string;
  readonly tick: string;
  readonly tickHit: string;
  readonly scroll: string;
  readonly inner: string;
  readonly row: string;
  readonly active: string;
  readonly open: string;
  readonly sort: string;
  readonly foot: string;
};
export default classes;
