/** Time, as the validation sees it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Waits for the given milliseconds, or until the signal aborts. It never rejects. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** How long a validation may take. */
export interface Timing {
  readonly clock: Clock;
  /** When the result must be ready, by the clock. */
  readonly deadline: number;
  /** How many milliseconds to keep asking again about a denial or a failure. */
  readonly propagationTimeout: number;
}

/** The clock of the machine. */
export const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) => new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const wake = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    signal?.addEventListener('abort', wake);
  }),
};
