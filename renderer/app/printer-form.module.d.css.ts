declare const classes: {
  readonly grid: string;
  readonly row: string;
  readonly code: string;
  readonly paper: string;
  readonly stack: string;
};
export default classes;
