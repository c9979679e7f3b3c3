import { Grants } from './resource-types';
import { Change, largest } from './version';
import { Templates } from '../verify/templates/compare';

/** The changes of a version to the roles of one type. */
export interface PermissionChange {
  readonly roleType: string;
  readonly change: Change;
  /** The changes as sentences of the changelog. */
  readonly lines: readonly string[];
}

/** The permissions and the trust of one template, each as a text. */
interface Access {
  readonly permissions: ReadonlySet<string>;
  readonly trust: ReadonlySet<string>;
}

type Statement = Readonly<Record<string, unknown>>;

/** Compares what the templates of two commits grant and whom their roles trust, by role type. The cases are those of `npm run templates`. */
export function permissionChanges(before: Templates, after: Templates, grants: Grants = () => true): PermissionChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => name.endsWith(', literals'));
  const roleTypes = [...new Set(names.map(roleTypeOf))];
  return roleTypes.map((roleType) => {
    const cases = names.filter((name) => roleTypeOf(name) === roleType);
    return { roleType, ...changeOfRoleType(cases.map((name) => [before[name], after[name]]), grants) };
  }).filter(({ change }) => change !== 'none');
}

/** The section of the changelog that lists the changes. */
export function permissionNotes(changes: readonly PermissionChange[]): string {
  return changes.length === 0 ? 'No role type has other permissions or another trust policy.'
    : changes.flatMap(({ roleType, lines }) => lines.map((line) => `- \`${roleType}\` ${line}`)).join('\n');
}

function changeOfRoleType(cases: readonly (readonly [any, any])[], grants: Grants): { readonly change: Change; readonly lines: readonly string[] } {
  if (cases.every(([before]) => before === undefined)) {
    return { change: 'minor', lines: ['is new.'] };
  }
  if (cases.every(([, after]) => after === undefined)) {
    return { change: 'major', lines: ['is gone.'] };
  }
  const pairs = cases.map(([before, after]) => [accessOf(before, grants), accessOf(after, grants)]);
  const added = new Set(pairs.flatMap(([before, after]) => without(after.permissions, before.permissions)));
  const removed = new Set(pairs.flatMap(([before, after]) => without(before.permissions, after.permissions)));
  const trusted = new Set(pairs.flatMap(([before, after]) => [
    ...without(after.trust, before.trust).map((statement) => `trusts ${statement}, which is new.`),
    ...without(before.trust, after.trust).map((statement) => `no longer trusts ${statement}.`),
  ]));
  return {
    change: largest([added.size > 0 ? 'minor' : 'none', removed.size > 0 ? 'major' : 'none', trusted.size > 0 ? 'major' : 'none']),
    lines: [
      ...actionLine('may also', actions(added).filter((action) => !actions(removed).includes(action))),
      ...actionLine('may no longer', actions(removed).filter((action) => !actions(added).includes(action))),
      ...actionLine('has other resources or conditions for', actions(added).filter((action) => actions(removed).includes(action))),
      ...trusted,
    ],
  };
}

function actionLine(verb: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`${verb}: ${names.map((name) => `\`${name}\``).join(', ')}.`];
}

/** The actions of permissions, which begin with the action. */
function actions(permissions: ReadonlySet<string>): string[] {
  return [...new Set([...permissions].map((permission) => permission.split(' ')[0]))].sort();
}

function accessOf(template: any, grants: Grants): Access {
  if (template?.error !== undefined) {
    throw new Error(`A template cannot be compared: ${template.error}`);
  }
  const properties = propertiesOf(template);
  const trust = properties.flatMap((one): Statement[] => one.AssumeRolePolicyDocument?.Statement ?? []);
  return {
    permissions: new Set(statementsOf(template).flatMap((statement) => permissionsOf(statement, grants))),
    trust: new Set(trust.map(({ Principal, Action, Condition }) => textOf({ Principal, Action, ...Condition === undefined ? {} : { Condition } }))),
  };
}

/** The actions of all templates. */
export function actionsOf(templates: Templates): string[] {
  return Object.values(templates).flatMap(statementsOf).flatMap(({ Action }) => [Action].flat().map(String));
}

function statementsOf(template: any): Statement[] {
  return propertiesOf(template).flatMap((one): Statement[] =>
    [one.PolicyDocument, ...(one.Policies ?? []).map((policy: any) => policy.PolicyDocument)].flatMap((document) => document?.Statement ?? []));
}

function propertiesOf(template: any): any[] {
  return Object.values<any>(template?.Resources ?? {}).map((resource) => resource.Properties ?? {});
}

/** One text for each pair of action and resource that grants something. */
function permissionsOf({ Effect, Action, Resource, Condition }: Statement, grants: Grants): string[] {
  const rest = Condition === undefined ? '' : ` if ${textOf(Condition)}`;
  return [Action].flat().flatMap((action) =>
    [Resource].flat().filter((resource) => grants(String(action), textOf(resource))).map((resource) => `${String(action)} ${Effect === 'Allow' ? 'on' : 'denied on'} ${textOf(resource)}${rest}`));
}

function without(texts: ReadonlySet<string>, others: ReadonlySet<string>): string[] {
  return [...texts].filter((text) => !others.has(text));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function roleTypeOf(name: string): string {
  return name.split(', ')[0];
}
