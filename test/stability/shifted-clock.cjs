// Loaded before anything else: the process believes that it runs ten years later.
const TEN_YEARS_MS = 10 * 365 * 24 * 60 * 60 * 1000;
const Now = Date;

globalThis.Date = class extends Now {
  constructor(...args) {
    if (args.length === 0) {
      super(Now.now() + TEN_YEARS_MS);
    } else {
      super(...args);
    }
  }

  static now() {
    return Now.now() + TEN_YEARS_MS;
  }
};
