declare const classes: {
  readonly line: string;
  readonly roomy: string;
  readonly next: string;
  readonly own: string;
};
export default classes;
