import { JsonObject } from './json-value';
import type { Guard } from '../expression/guard';

export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly metadata: JsonObject;
  /** CloudFormation creates the resource only if this condition is true. */
  readonly condition?: string;
}

/** The account and Region of a stack, if the cloud assembly contains them. */
export interface Environment {
  readonly account?: string;
  readonly region?: string;
}

/** A template, with links to the other templates of the report. */
export interface Template {
  /** The name of its stack in the report. */
  readonly stack: string;
  /** The name of its stack in CloudFormation, if the cloud assembly contains it. */
  readonly stackName?: string;
  readonly file: string;
  /** The folder of its cloud assembly. Each stage has its own. */
  readonly assembly?: string;
  readonly environment: Environment;
  readonly body: JsonObject;
  readonly resources: ReadonlyMap<string, Resource>;
  /** The values that a parent, or the cloud assembly, passes to its parameters. */
  readonly given: ReadonlyMap<string, Located>;
  /** CloudFormation creates the stack only if this guard is satisfied. */
  readonly guard: Guard;
  /** The template that nests it, for a nested stack or a stack set. */
  readonly parent?: Template;
  /** The templates of its nested stacks, by their logical ids. */
  readonly nested: ReadonlyMap<string, Template>;
  /** All templates of the report. */
  readonly world: World;
}

/** All templates of a report. */
export interface World {
  readonly templates: readonly Template[];
  /** The exported values by the names of the exports. */
  readonly exports: ReadonlyMap<string, readonly Located[]>;
}

/** A value, and the template that its references belong to. */
export interface Located {
  readonly value: unknown;
  readonly template: Template;
}

/**
 * Selects the offer that a template means: its own, otherwise the one of its cloud assembly (its stage), otherwise the only one. Undefined if
 * several are equally likely.
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
