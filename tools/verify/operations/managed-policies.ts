import differences from './differences.json';
import extract from './managed-policies.json';
import { roleTypeData, scopeData, StatementData } from '../../../src/core/grant/data/policy-data';

/** A statement of an AWS managed policy. */
interface ManagedStatement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Readonly<Record<string, object | undefined>>;
}

/** An AWS managed policy, as managed-policies.json has it. */
export interface ManagedPolicy {
  readonly version: string;
  readonly updated: string;
  readonly statements: readonly ManagedStatement[];
}

/** Actions with one reason, by hand. */
interface Reason {
  readonly actions: readonly string[];
  readonly why: string;
}

/** The actions of a managed policy that a role type lacks or grants as widely, with the reasons: differences.json. */
export interface Difference {
  readonly policy: string;
  readonly roleType: string;
  readonly lacks: readonly Reason[];
  readonly asWide: readonly Reason[];
}

/** The actions of a managed policy, beside those of a role with all features. */
export interface Comparison {
  readonly lacks: readonly string[];
  /** By action, how the role's grant is narrower: the property that names the resources, or a condition key. */
  readonly narrower: ReadonlyMap<string, readonly string[]>;
  readonly asWide: readonly string[];
}

export const DIFFERENCES: readonly Difference[] = differences;

export const MANAGED_POLICIES: Readonly<Record<string, ManagedPolicy>> = extract.policies;

export function compareWith({ statements }: ManagedPolicy, roleType: string): Comparison {
  const own = roleTypeData(roleType).statements;
  const actions = [...new Set(statements.flatMap((statement) => statement.actions))];
  const granted = actions.filter((action) => own.some((statement) => statement.actions.includes(action)));
  const ways = granted.map((action): [string, string[]] => {
    const theirs = statements.filter((statement) => statement.actions.includes(action));
    return [action, narrowing(own.filter((statement) => statement.actions.includes(action)), theirs)];
  });
  return {
    lacks: actions.filter((action) => !granted.includes(action)),
    narrower: new Map(ways.filter(([, how]) => how.length > 0)),
    asWide: ways.filter(([, how]) => how.length === 0).map(([action]) => action),
  };
}

/** How each of our statements is narrower than theirs. Nothing if one of them isn't. */
function narrowing(ours: readonly StatementData[], theirs: readonly ManagedStatement[]): string[] {
  const theirKeys = new Set(theirs.flatMap((statement) => keysOf(statement.conditions)));
  const how = ours.map(({ resources, conditions, conditionsWhenNamed = {} }) => {
    const properties = resources.map((resource) => propertyOf(resource));
    const keys = keysOf(conditions).filter((key) => !theirKeys.has(key));
    return [...properties.every((property) => property !== undefined) ? properties : [], ...Object.keys(conditionsWhenNamed), ...keys];
  });
  return how.every((ways) => ways.length > 0) ? [...new Set(how.flat())] : [];
}

/** The property of the workload that names the resources of a scope. */
function propertyOf(resource: string): string | undefined {
  const [, scope] = /^\{(\w+)\}$/.exec(resource) ?? [];
  return scope === undefined ? undefined : scope === 'role' ? 'role' : scopeData(scope).property;
}

function keysOf(conditions: Readonly<Record<string, object | undefined>> = {}): string[] {
  return Object.values(conditions).flatMap((keys = {}) => Object.keys(keys));
}
