import { JsonObject } from './json-value';
import { Environment } from './template';

/** A template that was read. */
export interface TemplateFile {
  readonly file: string;
  /** The name of its stack. */
  readonly stack: string;
  readonly content: unknown;
  /** A cloud assembly adds the following. */
  readonly assembly?: string;
  readonly stackName?: string;
  readonly environment?: Environment;
  readonly parameters?: JsonObject;
}

/** Where a nested stack's template is: a path that the CDK writes, or the URL that the CDK uploads it to. */
export type NestedLocation = { readonly path: string } | { readonly url: string };

/** Gives access to the files beside the templates. This folder itself reads no file. */
export interface TemplateSource {
  /** Two paths of one file have the same identity. */
  readonly identityOf: (file: string) => string;
  /** The file of a nested stack's template, if it exists. */
  readonly nestedFile: (location: NestedLocation, parentFile: string) => string | undefined;
  /** The content of such a file. If it can't be read, a note says so. */
  readonly read: (file: string) => unknown;
}
