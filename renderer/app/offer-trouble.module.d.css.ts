declare const classes: {
  readonly narrow: string;
  readonly roomy: string;
  readonly what: string;
  readonly next: string;
  readonly own: string;
};
export default classes;
