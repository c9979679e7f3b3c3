import { Library } from './library';
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

  /** Installs the library in the fresh app by its name and version, from a registry of this machine. */
  install(library: Library): void | Promise<void>;

  /** Runs the app's tests with the language's usual runner. */
  test(): TestRun;
}
