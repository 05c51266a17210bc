declare const classes: {
  readonly field: string;
  readonly label: string;
  readonly hint: string;
  readonly error: string;
  readonly input: string;
  readonly check: string;
  readonly unseen: string;
};
export default classes;
