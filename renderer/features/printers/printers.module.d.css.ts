declare const classes: {
  readonly cards: string;
  readonly head: string;
  readonly name: string;
  readonly facts: string;
  readonly row: string;
  readonly jobs: string;
  readonly sheets: string;
  readonly sheet: string;
  readonly stations: string;
  readonly station: string;
  readonly named: string;
  readonly size: string;
};
export default classes;
