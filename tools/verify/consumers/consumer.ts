import { RequiredTool } from './required-tool';

/** What a test runner says. */
export interface TestRun {
  readonly succeeded: boolean;
  /** What it reports, in JUnit's XML. */
  readonly reports: readonly string[];
}

/** An app in one language. */
export interface Consumer {
  /** What the machine has to have. */
  readonly tools: readonly RequiredTool[];

  /** Builds the language's package and installs it as a user would. */
  install(): void;

  /** Runs the app's tests with the language's usual runner. */
  test(): TestRun;
}
