declare const classes: {
  readonly cards: string;
  readonly row: string;
  readonly chips: string;
  readonly stack: string;
  readonly step: string;
  readonly ask: string;
  readonly bars: string;
  readonly square: string;
  readonly line: string;
};
export default classes;
