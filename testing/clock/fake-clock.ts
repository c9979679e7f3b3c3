import type { Clock } from '../../src/core/verdict/clock';

interface Sleeper {
  readonly until: number;
  wake(): void;
}

/** A clock that jumps to the end of the shortest sleep as soon as no other work is left. */
export class FakeClock implements Clock {
  /** The requested length of each sleep, in order. */
  public readonly slept: number[] = [];
  private sleepers: Sleeper[] = [];
  private isJumping = false;

  constructor(private time = 0) {}

  public now(): number {
    return this.time;
  }

  public async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) {
      return;
    }
    this.slept.push(milliseconds);
    await new Promise<void>((resolve) => {
      const sleeper = { until: this.time + Math.max(0, milliseconds), wake: () => wake() };
      const wake = () => {
        signal?.removeEventListener('abort', wake);
        this.sleepers = this.sleepers.filter((other) => other !== sleeper);
        resolve();
      };
      this.sleepers.push(sleeper);
      signal?.addEventListener('abort', wake);
      this.jumpLater();
    });
  }

  /** Promises settle before the next turn of the event loop, so the remaining sleepers wait only for time. */
  private jumpLater(): void {
    if (this.isJumping) {
      return;
    }
    this.isJumping = true;
    setImmediate(() => {
      this.isJumping = false;
      const [next, ...others] = [...this.sleepers].sort((one, other) => one.until - other.until);
      if (next) {
        this.sleepers = others;
        this.time = Math.max(this.time, next.until);
        next.wake();
        this.jumpLater();
      }
    });
  }
}
