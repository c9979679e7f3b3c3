import { ContextEntry } from '../../core/question/question';

/** The options of every command that asks AWS. */
export interface SessionOptions {
  /** Known condition keys of the requests. */
  readonly context: readonly ContextEntry[];
  readonly profile?: string;
  readonly region?: string;
  /** In seconds, for the whole command. */
  readonly timeout: number;
  /** For how many seconds a negative answer is asked again. */
  readonly propagationTimeout?: number;
  /**
   * Whether to read the policies of the resources that the workload names.
   *
   * @default false
   */
  readonly resourcePolicies?: boolean;
  readonly json: boolean;
}

/** The result of a command. */
export interface Outcome {
  readonly output: string;
  readonly exitCode: number;
}
