import { isObject } from '../../../core/iam/untyped-json';
import { ACCESS_LEVELS } from '../../../core/review/policy/access-levels';
import type { Report, RoleReport, ServiceActions, StatementReport, TrustReport } from '../../../core/review/report';
import { property } from '../../../core/review/template/json-value';

type Check = (value: unknown) => boolean;

/** Whether a value is the output of `report --json`. A file that only resembles it would give a wrong comparison. */
export function isReport(value: unknown): value is Report {
  return report(value);
}

const text: Check = (value) => typeof value === 'string';
const count: Check = (value) => typeof value === 'number';
const flag: Check = (value) => typeof value === 'boolean';
const optional = (check: Check): Check => (value) => value === undefined || check(value);
const oneOf = (...allowed: readonly string[]): Check => (value) => allowed.includes(value as string);
const listOf = (check: Check): Check => (value) => Array.isArray(value) && value.every(check);

/** An object with these properties and no others. */
function shape<T>(properties: { readonly [key in keyof Required<T>]: Check }): Check {
  const checks = Object.entries<Check>(properties);
  return (value) => isObject(value) && Object.keys(value).every((key) => Object.prototype.hasOwnProperty.call(properties, key))
    && checks.every(([key, check]) => check(property(value, key)));
}

const change = optional(oneOf('added', 'removed', 'changed'));
const accessLevels = listOf(oneOf(...ACCESS_LEVELS));
const conditions = listOf(shape<StatementReport['conditions'][number]>({ operator: text, key: text, values: listOf(text) }));

const trust = shape<TrustReport>({
  effect: oneOf('Allow', 'Deny'),
  principal: text,
  principalKind: oneOf('service', 'aws', 'federated', 'any', 'other'),
  conditions,
  when: optional(text),
  change,
});

const statement = shape<StatementReport>({
  sid: optional(text),
  effect: oneOf('Allow', 'Deny'),
  policy: text,
  services: listOf(shape<ServiceActions>({ service: text, actions: listOf(text), accessLevels, actionCount: count })),
  inverted: listOf(oneOf('actions', 'resources')),
  resources: listOf(text),
  conditions,
  when: optional(text),
  otherActionCount: optional(count),
  otherAccessLevels: optional(accessLevels),
  wildcardActions: flag,
  anyResource: flag,
  why: optional(text),
  source: optional(listOf(text)),
  change,
});

const role = shape<RoleReport>({
  id: text,
  title: text,
  logicalId: text,
  stack: text,
  roleType: optional(text),
  description: optional(text),
  trust: listOf(trust),
  permissionsBoundary: optional(text),
  permissionsBoundaryBefore: optional(text),
  boundaryStatements: optional(listOf(statement)),
  when: optional(text),
  whenBefore: optional(text),
  foreignPolicies: listOf(text),
  foreignPolicyChanges: optional(listOf(shape({ policy: text, change: oneOf('added', 'removed') }))),
  statements: listOf(statement),
  effectiveActions: count,
  change,
  effectiveActionsBefore: optional(count),
});

const report = shape<Report>({
  roles: listOf(role), stacks: listOf(text), fullAccessActions: count, compared: flag, notes: listOf(text),
});
