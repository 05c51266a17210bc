declare const classes: {
  readonly shell: string;
  readonly compact: string;
  readonly band: string;
  readonly rail: string;
  readonly brand: string;
  readonly link: string;
  readonly word: string;
  readonly key: string;
  readonly brandName: string;
  readonly top: string;
  readonly spread: string;
  readonly dot: string;
  readonly off: string;
  readonly main: string;
  readonly offline: string;
  readonly choice: string;
};
export default classes;
