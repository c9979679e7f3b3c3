import { Timing } from './clock';

/** IAM is eventually consistent. The pause before asking again doubles, up to the longest. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 8_000;

/** The pauses between the rounds of a validation, until the time for propagation is over or the deadline is near. */
export class Pauses {
  private readonly lastStart: number;
  private pause = FIRST_PAUSE;

  constructor(private readonly timing: Timing, private readonly signal: AbortSignal) {
    this.lastStart = timing.clock.now() + timing.propagationTimeout;
  }

  /**
   * Waits until another round may have other results, and for the last round in any case.
   *
   * @param mayHaveChanged asks IAM after each pause
   * @param once whether to ask only once, and not to wait for the last round
   * @returns whether there is another round
   */
  public async untilNextRound(mayHaveChanged: () => Promise<boolean>, once: boolean): Promise<boolean> {
    while (!this.isOver()) {
      await this.timing.clock.sleep(this.next(), this.signal);
      this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
      // A last round may find a change of another question than the repeated one.
      if (this.isOver() || await mayHaveChanged() || this.isOver() && !once) {
        return !this.signal.aborted;
      }
      if (once) {
        return false;
      }
    }
    return false;
  }

  /** Whether a further pause would end too late: after the propagation, or at the deadline, when a result could come too late. */
  private isOver(): boolean {
    return this.next() <= 0 || this.timing.clock.now() + this.next() >= this.timing.deadline || this.signal.aborted;
  }

  private next(): number {
    return Math.min(this.pause, this.lastStart - this.timing.clock.now());
  }
}
