import { RequiredTool } from './required-tool';

/** The result of a test runner. */
export interface TestRun {
  readonly succeeded: boolean;
  /** Its reports in JUnit's XML. */
  readonly reports: readonly string[];
}

/** An app in one language. */
export interface Consumer {
  /** The programs that must be installed. */
  readonly tools: readonly RequiredTool[];

  /** Builds the language's package and installs it as a user would. */
  install(): void;

  /** Runs the app's tests with the language's usual runner. */
  test(): TestRun;
}
