/** Limits the requests each second. The same number, but at least one, may come at once. */
export class RateLimit {
  private readonly most: number;
  private tokens: number;
  private at: number;

  /** @param now - a clock in milliseconds */
  constructor(private readonly requestsPerSecond: number, private readonly now = () => performance.now()) {
    this.most = Math.max(1, requestsPerSecond);
    this.tokens = this.most;
    this.at = now();
  }

  /** Whether one more request is within the limit. */
  take(): boolean {
    const now = this.now();
    this.tokens = Math.min(this.most, this.tokens + (now - this.at) / 1000 * this.requestsPerSecond);
    this.at = now;
    if (this.tokens < 1) {
      return false;
    }
    this.tokens--;
    return true;
  }
}
