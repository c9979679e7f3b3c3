import differences from './differences.json';
import extract from './managed-policies.json';
import { roleTypeData, scopeData, StatementData } from '../../../src/core/grant/data/policy-data';

/** The parts of an ARN. */
const REGION = 3;
const ACCOUNT = 4;

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
  /** By action, how the role's grant is narrower: the property that names the resources, the account or Region, or a condition key. */
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
    const ways = resources.map((resource) => propertyOf(resource) ?? placeOf(resource, theirs));
    return [
      ...ways.every((way) => way !== undefined) ? ways : [],
      ...Object.keys(conditionsWhenNamed),
      ...keysOf(conditions).filter((key) => !theirKeys.has(key)),
    ];
  });
  return how.every((ways) => ways.length > 0) ? [...new Set(how.flat())] : [];
}

/** The parts of an ARN that bind it to the role's account or Region, if none of theirs does. */
function placeOf(resource: string, theirs: readonly ManagedStatement[]): string | undefined {
  const free = (part: number) => theirs.every(({ resources }) => resources.every((arn) => arn === '*' || arn.split(':')[part] === '*'));
  const bindAccount = theirs.every(({ conditions }) => keysOf(conditions).some((key) => key.endsWith(':ResourceAccount')));
  const bound = [
    ...resource.includes('{account}') && free(ACCOUNT) && !bindAccount ? ['account'] : [], ...resource.includes('{region}') && free(REGION) ? ['Region'] : [],
  ];
  return bound.length > 0 ? bound.join(' and ') : undefined;
}

/** The property of the workload that names the resources of a scope. */
function propertyOf(resource: string): string | undefined {
  const [, scope] = /^\{(\w+)\}$/.exec(resource) ?? [];
  return scope === undefined ? undefined : scope === 'role' ? 'role' : scopeData(scope).property;
}

function keysOf(conditions: Readonly<Record<string, object | undefined>> = {}): string[] {
  return Object.values(conditions).flatMap((keys = {}) => Object.keys(keys));
}
