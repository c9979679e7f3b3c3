import { Host } from './host';
import type * as report from './report';
import type * as validate from './validate';

/** Separate files of the bundle. A command loads one when it runs, so that the help never waits for an AWS client. */
interface LazyFiles {
  readonly validate: typeof validate;
  readonly report: typeof report;
}

/** The host of the program, which also loads files. */
export interface ProgramHost extends Host {
  load<File extends keyof LazyFiles>(file: File): LazyFiles[File];
}
