import { AccessLevels, accessLevelsOf } from './access-levels';
import { actionTable, levelTable } from './action-index';
import { linkTo } from './markdown';
import { roleHeading, roleSection } from './role-section';
import { scopeSection } from './scope-section';
import { statementText } from './statement-text';
import { hyperPodConnectData, RoleTypeData, roleTypeData, roleTypes } from '../../../src/core/grant/policy-data';

/** The command that writes the page, as a reader types it. */
export const REWRITE = 'npx projen permissions-page';

const CALLER = 'Who connects to HyperPod';
const SCOPES = 'Scopes';
const ACTIONS = 'Every action';

/** docs/permissions.md: what the policy files hold, to be read. */
export async function permissionsPage(): Promise<string> {
  const all = roleTypes().map(roleTypeData);
  const levels = await accessLevelsOf([...all, hyperPodConnectData()].flatMap(({ statements }) => statements.flatMap(({ actions }) => actions)));
  return [
    '# Permissions',
    `<!-- Written by \`${REWRITE}\` from the files in policies/: change those. -->`,
    introduction(all, levels),
    ...all.map((data) => roleSection(data, levels)),
    `## ${CALLER}`,
    callerText(levels),
    `## ${SCOPES}`,
    'What the placeholders of the statements stand for: which resources, where the workload names them with the property, and where it leaves '
    + 'the property out. `{partition}`, `{region}` and `{account}` are those of the stack.',
    scopeSection(),
    `## ${ACTIONS}`,
    'The role types that can have it, with all of their features.',
    actionTable(all, levels),
  ].join('\n\n') + '\n';
}

function introduction(all: readonly RoleTypeData[], levels: AccessLevels): string {
  return [
    'Every permission that this library can grant, why, and who says so: the [policy files](../policies), to be read. A role has what every role of '
    + 'its type has, and its features. The access levels are those of AWS\'s '
    + '[service authorization reference](https://docs.aws.amazon.com/service-authorization/latest/reference/).',
    [
      ...all.map((data) => `- ${linkTo(roleHeading(data))}: ${data.summary}`),
      `- ${linkTo(CALLER)}`,
      `- ${linkTo(SCOPES)}: what the placeholders stand for`,
      `- ${linkTo(ACTIONS)}, and the role types that can have it`,
    ].join('\n'),
    'In the pictures, from left to right: who assumes the role, its type, its features with the number of their actions, and what these are for. '
    + 'A property stands for everything that it names; what is off by default is dashed.',
    'Actions by access level, with all features:',
    levelTable(all, levels),
  ].join('\n\n');
}

function callerText(levels: AccessLevels): string {
  const { summary, statements } = hyperPodConnectData();
  return [
    `${summary} As data: [hyperpod_connect.json](../policies/hyperpod_connect.json).`,
    ...statements.map((statement) => statementText(statement, levels)),
  ].join('\n\n');
}
