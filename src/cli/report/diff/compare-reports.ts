import type { Change, ForeignPolicyChange, Report, RoleReport, StatementReport, TrustReport } from '../../../core/review/report';

/**
 * Marks the changes since an earlier report. It compares the content of statements: a statement that moves to another policy, or gets
 * another Sid, allows the same as before.
 */
export function compareReports(earlier: Report, now: Report): Report {
  // A single template may have another file name than before.
  const areLone = [earlier, now].every(isLone);
  const keyIn = ({ stacks: [root] }: Report) => ({ id }: RoleReport) => areLone ? id.slice(root.length) : id;
  const [keyBefore, keyNow] = [keyIn(earlier), keyIn(now)];
  const before = new Map(earlier.roles.map((role) => [keyBefore(role), role]));
  const present = new Set(now.roles.map(keyNow));
  const gone = earlier.roles.filter((role) => !present.has(keyBefore(role)));
  return {
    ...now,
    roles: [
      ...now.roles.map((role) => {
        const old = before.get(keyNow(role));
        return old ? comparedRole(old, role) : wholeRole(role, 'added');
      }),
      ...gone.map((role) => wholeRole(role, 'removed')),
    ],
    stacks: [...new Set([...now.stacks, ...gone.map(({ stack }) => stack)])],
    compared: true,
    notes: [...now.notes, ...earlier.notes.map((note) => `earlier state: ${note}`)],
  };
}

function wholeRole(role: RoleReport, change: Change): RoleReport {
  return {
    ...role,
    trust: marked(role.trust, change),
    statements: marked(role.statements, change),
    ...role.boundaryStatements ? { boundaryStatements: marked(role.boundaryStatements, change) } : {},
    change,
  };
}

function comparedRole(old: RoleReport, role: RoleReport): RoleReport {
  const trust = compared(old.trust, role.trust, trustContent, () => '');
  const statements = compared(old.statements, role.statements, statementContent, placeOf);
  const boundaryStatements = compared(old.boundaryStatements ?? [], role.boundaryStatements ?? [], statementContent, placeOf);
  const foreignPolicyChanges = policyChanges(old.foreignPolicies, role.foreignPolicies);
  const differs = [...trust, ...statements, ...boundaryStatements].some(({ change }) => change !== undefined) || foreignPolicyChanges.length > 0
    || old.permissionsBoundary !== role.permissionsBoundary || old.when !== role.when;
  return {
    ...role,
    trust,
    statements,
    ...boundaryStatements.length > 0 ? { boundaryStatements } : {},
    ...old.when === role.when ? {} : { whenBefore: old.when ?? '' },
    ...foreignPolicyChanges.length > 0 ? { foreignPolicyChanges } : {},
    ...old.permissionsBoundary === role.permissionsBoundary ? {} : { permissionsBoundaryBefore: old.permissionsBoundary ?? '' },
    ...old.effectiveActions === role.effectiveActions ? {} : { effectiveActionsBefore: old.effectiveActions },
    ...differs ? { change: 'changed' } : {},
  };
}

/** All current items, and the removed ones: each before the item that replaces it, or at the end. */
function compared<T extends { readonly change?: Change }>(
  old: readonly T[], now: readonly T[], contentOf: (item: T) => string, place: (item: T) => string,
): T[] {
  const had = new Set(old.map(contentOf));
  const has = new Set(now.map(contentOf));
  const gone = new Map<string, T[]>();
  for (const item of old.filter((one) => !has.has(contentOf(one)))) {
    gone.set(place(item), [...gone.get(place(item)) ?? [], item]);
  }
  const result: T[] = [];
  for (const item of now) {
    if (had.has(contentOf(item))) {
      result.push(item);
    } else {
      result.push(...marked(gone.get(place(item)) ?? [], 'removed'), ...marked([item], 'added'));
      gone.delete(place(item));
    }
  }
  return [...result, ...marked([...gone.values()].flat(), 'removed')];
}

function policyChanges(old: readonly string[], now: readonly string[]): ForeignPolicyChange[] {
  return [
    ...now.filter((policy) => !old.includes(policy)).map((policy): ForeignPolicyChange => ({ policy, change: 'added' })),
    ...old.filter((policy) => !now.includes(policy)).map((policy): ForeignPolicyChange => ({ policy, change: 'removed' })),
  ];
}

function marked<T extends { readonly change?: Change }>(items: readonly T[], change: Change): T[] {
  return items.map((item) => ({ ...item, change }));
}

/** The content of a statement. It ignores the order of its elements, and its policy. */
function statementContent({ effect, services, inverted, resources, conditions, when }: StatementReport): string {
  const actions = services.flatMap((service) => service.actions).map((action) => action.toLowerCase());
  return JSON.stringify([effect, sorted(actions), sorted(inverted), sorted(resources), conditionContent(conditions), when]);
}

function trustContent({ effect, principal, principalKind, conditions, when }: TrustReport): string {
  return JSON.stringify([effect, principal, principalKind, conditionContent(conditions), when]);
}

function conditionContent(conditions: StatementReport['conditions']): string[] {
  return sorted(conditions.map(({ operator, key, values }) => JSON.stringify([operator, key, sorted(values)])));
}

/** A statement replaces a removed one with the same policy and Sid. */
function placeOf({ policy, sid }: StatementReport): string {
  return JSON.stringify([policy, sid]);
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

/** Whether a report contains only one stack and its nested stacks. */
function isLone({ stacks: [root, ...others] }: Report): boolean {
  return root !== undefined && others.every((stack) => stack.startsWith(`${root}/`));
}
