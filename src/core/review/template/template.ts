import { JsonObject } from './json-value';
import type { Guard } from '../expression/guard';

export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly metadata: JsonObject;
  /** The condition of the template that it exists under. */
  readonly condition?: string;
}

/** Where a stack is deployed to, as far as its cloud assembly tells. */
export interface Environment {
  readonly account?: string;
  readonly region?: string;
}

/** A template, among those that it is read with. */
export interface Template {
  /** The name of its stack in the report. */
  readonly stack: string;
  /** The name that CloudFormation knows its stack by, where a cloud assembly tells. */
  readonly stackName?: string;
  readonly file: string;
  /** The folder of the cloud assembly that it belongs to: that of its stage. */
  readonly assembly?: string;
  readonly environment: Environment;
  readonly body: JsonObject;
  readonly resources: ReadonlyMap<string, Resource>;
  /** What its parameters are given, by a parent or by its cloud assembly. */
  readonly given: ReadonlyMap<string, Located>;
  /** What must hold for its stack to exist. */
  readonly guard: Guard;
  /** Where it is the template of a nested stack or of a stack set. */
  readonly parent?: Template;
  /** The templates of its nested stacks, by their logical ids. */
  readonly nested: ReadonlyMap<string, Template>;
  /** All the templates that are read together. */
  readonly world: World;
}

/** What templates that are read together share. */
export interface World {
  readonly templates: readonly Template[];
  /** What they export, by the names of the exports. */
  readonly exports: ReadonlyMap<string, readonly Located[]>;
}

/** A value, and the template in whose terms it is written. */
export interface Located {
  readonly value: unknown;
  readonly template: Template;
}

/**
 * Of what several templates offer, what one of them means: its own, else that of its cloud assembly, which is its stage, else the only one.
 * Nothing where they are as likely.
 */
export function meantBy<T extends { readonly template: Template }>(template: Template, offered: readonly T[]): T | undefined {
  const near = [
    offered.filter((one) => one.template === template),
    offered.filter((one) => one.template.assembly !== undefined && one.template.assembly === template.assembly),
    offered,
  ].find((some) => some.length > 0) ?? [];
  const { account, region } = template.environment;
  const here = near.filter(({ template: { environment } }) => environment.account === account && environment.region === region);
  return near.length === 1 ? near[0] : here.length === 1 ? here[0] : undefined;
}
