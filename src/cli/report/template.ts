import { JsonObject } from './json-value';

export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly metadata: JsonObject;
  /** The condition of the template that it exists under. */
  readonly condition?: string;
}

/** A template, among those that it is read with. */
export interface Template {
  /** The name of its stack in the report. */
  readonly stack: string;
  readonly file: string;
  readonly body: JsonObject;
  readonly resources: ReadonlyMap<string, Resource>;
  /** Where it is the template of a nested stack. */
  readonly parent?: { readonly template: Template; readonly logicalId: string };
  /** The templates of its nested stacks, by their logical ids. */
  readonly nested: ReadonlyMap<string, Template>;
  /** What all the templates export under a literal name. */
  readonly exports: ReadonlyMap<string, Located>;
}

/** A value, and the template in whose terms it is written. */
export interface Located {
  readonly value: unknown;
  readonly template: Template;
}
