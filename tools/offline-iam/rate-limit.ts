/** A token bucket that holds a second's worth of requests. */
export class RateLimit {
  private tokens: number;
  private at = performance.now();

  constructor(private readonly requestsPerSecond: number) {
    this.tokens = requestsPerSecond;
  }

  /** Whether one more request is within the limit. */
  take(): boolean {
    const now = performance.now();
    this.tokens = Math.min(this.requestsPerSecond, this.tokens + (now - this.at) / 1000 * this.requestsPerSecond);
    this.at = now;
    if (this.tokens < 1) {
      return false;
    }
    this.tokens--;
    return true;
  }
}
