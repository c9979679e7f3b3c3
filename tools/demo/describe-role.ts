import { FULL_ACCESS_ACTIONS } from '../../src/core/review/policy/full-access';
import { Statement, TemplateRole } from '../../testing/offline-iam/template-roles';

/** The permissions of a role with their scopes, as text. */
export function describeRole({ logicalId, tags, trust, policies }: TemplateRole): string {
  const statements = policies.flatMap(({ document }) => document.Statement);
  const actions = new Set(statements.flatMap(({ Action }) => Action));
  return [
    `${logicalId.replace(/[0-9A-F]{8}$/, '')} (${tags.RoleType}): ${actions.size} actions, against ${FULL_ACCESS_ACTIONS} of AmazonSageMakerFullAccess`,
    `  trusts ${trust.Statement.map(trustedService).join(', ')}`,
    ...statements.flatMap(describeStatement),
  ].join('\n');
}

function trustedService({ Principal, Condition }: Statement): string {
  const account = Condition?.StringEquals?.['aws:SourceAccount'];
  return `${(Principal as { Service: string }).Service}${account ? ` for account ${account}` : ''}`;
}

function describeStatement({ Sid, Action, Resource, Condition }: Statement): string[] {
  const actions = [Action].flat();
  const shown = actions.length > 6 ? [...actions.slice(0, 5), `and ${actions.length - 5} more`] : actions;
  return [
    `  ${Sid}: ${shown.join(', ')}`,
    ...[Resource!].flat().map((resource) => `      on ${resource}`),
    ...Object.entries(Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, value]) => `      if ${key} ${operator} ${[value].flat().join(' or ')}`)),
  ];
}
