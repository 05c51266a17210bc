declare const classes: {
  readonly button: string;
  readonly primary: string;
  readonly danger: string;
  readonly quiet: string;
  readonly small: string;
  readonly large: string;
  readonly key: string;
};
export default classes;
