import { AccessLevels, accessLevelsOf } from './access-levels';
import { actionTable, levelTable } from './action-index';
import { jobConditionSection } from './job-condition-section';
import { linkTo } from './markdown';
import { roleHeading, roleSection } from './role-section';
import { scopeSection } from './scope-section';
import { statementText } from './statement-text';
import { callerData, callers, RoleTypeData, roleTypeData, roleTypes } from '../../../src/core/grant/data/policy-data';

/** The command that writes the page, as a reader types it. */
const REWRITE = 'npx projen permissions-page';

const CALLER = 'Callers';
const SCOPES = 'Scopes';
const JOB_CONDITIONS = 'Conditions on jobs';
const ACTIONS = 'Every action';

/** docs/permissions.md: the policy files as a page. */
export async function permissionsPage(): Promise<string> {
  const all = roleTypes().map(roleTypeData);
  const files = [...all, ...callers().map(callerData)];
  const levels = await accessLevelsOf(files.flatMap(({ statements }) => statements.flatMap(({ actions }) => actions)));
  return [
    '# Permissions',
    `<!-- \`${REWRITE}\` writes this page from the files in policies/. Change those files instead. -->`,
    introduction(all, levels),
    ...all.map((data) => roleSection(data, levels)),
    `## ${CALLER}`,
    callerText(levels),
    `## ${SCOPES}`,
    'Scopes are the placeholders in the statements. Each one stands for the resources that the workload names with a property, or for the resources '
    + 'that it can use if it omits the property. `{partition}`, `{region}` and `{account}` are those of the stack.',
    scopeSection(),
    `## ${JOB_CONDITIONS}`,
    'Conditions that `jobConditions` and `resourceTags` add to the actions of a role and of its callers. No other action of the role knows these condition '
    + 'keys. [job-conditions.json](../policies/job-conditions.json) has them as data.',
    jobConditionSection(),
    `## ${ACTIONS}`,
    'The role types that can have each action, with all features.',
    actionTable(all, levels),
  ].join('\n\n') + '\n';
}

function introduction(all: readonly RoleTypeData[], levels: AccessLevels): string {
  return [
    'Every permission that this library can grant, with its reason and its source. A role has the statements of every role of its type, and those of '
    + 'its features. The [policy files](../policies) have the same statements as JSON, and [a README](../policies/README.md) that explains every key. The '
    + 'access levels come from AWS\'s [service authorization reference](https://docs.aws.amazon.com/service-authorization/latest/reference/).',
    [
      ...all.map((data) => `- ${linkTo(roleHeading(data))}: ${data.summary}`),
      `- ${linkTo(CALLER)}`,
      `- ${linkTo(SCOPES)}: the resources of each placeholder`,
      `- ${linkTo(JOB_CONDITIONS)}: the options of \`jobConditions\`, with their actions`,
      `- ${linkTo(ACTIONS)}, with the role types that can have it`,
    ].join('\n'),
    'The diagrams show, from left to right: the services that assume the role, the role type, its features with their number of actions, and the '
    + 'resources. A property stands for everything that it names. Dashed arrows lead to features that are off by default.',
    'Number of actions by access level, with all features:',
    levelTable(all, levels),
  ].join('\n\n');
}

function callerText(levels: AccessLevels): string {
  return [
    'The permissions of a caller that starts a workload (`grantRunWorkload`), or that connects to HyperPod.',
    ...callers().flatMap((caller) => {
      const { summary, statements } = callerData(caller);
      return [
        `### ${caller === 'hyperpod_connect' ? caller : `Caller of ${caller.toUpperCase()}`}`,
        `${summary}. As data: [${caller}.json](../policies/callers/${caller}.json).`,
        ...statements.map((statement) => statementText(statement, levels)),
      ];
    }),
  ].join('\n\n');
}
