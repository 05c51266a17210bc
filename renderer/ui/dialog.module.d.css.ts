declare const classes: {
  readonly backdrop: string;
  readonly popup: string;
  readonly wide: string;
  readonly title: string;
  readonly top: string;
  readonly close: string;
  readonly body: string;
  readonly actions: string;
};
export default classes;
