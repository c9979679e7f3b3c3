import { ContextEntry } from '../../core/question/question';

/** What every command that asks AWS is told by its options. */
export interface SessionOptions {
  /** What is known of the requests that would be made. */
  readonly context: readonly ContextEntry[];
  readonly profile?: string;
  readonly region?: string;
  /** The time for all of it, in seconds. */
  readonly timeout: number;
  readonly json: boolean;
}

/** How a command ended. */
export interface Outcome {
  readonly output: string;
  readonly exitCode: number;
}
