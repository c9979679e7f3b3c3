import { actionCount } from './action-count';
import { managedPolicyTable } from './managed-policy-table';
import { NeedData, OperationData, operationData, SAGEMAKER } from '../../../src/core/grant/data/operation-data';
import { code, codeList, sourceLinks, table } from '../permissions-page/markdown';
import { featureName, roleTypeName } from '../permissions-page/member-name';

/** The services of the entries, as people call them. */
const SERVICES: Readonly<Record<string, string>> = {
  'sagemaker': 'Amazon SageMaker', 'bedrock': 'Amazon Bedrock', 'sagemaker-geospatial': 'Amazon SageMaker geospatial',
};

/** docs/operations.md: policies/operations.json as a page. */
export function operationsPage(): string {
  const services = [...new Set(operationData().map(serviceOf))];
  return [
    '# Which role do I need?',
    '<!-- `npx projen permissions-page` writes this page from policies/operations.json. Change that file instead. -->',
    `${figures()} The list of operations comes from AWS's API models (botocore), and a test checks that none is missing. On the command line, `
    + `${code('sagemaker-role role-type CreateTrainingJob')} gives the same answer for one operation.`,
    'Each row has a role type, the features that a request calls for, and the AWS page with the documented minimum. The last two columns count the actions of a '
    + 'role for one bucket and one key: with `minimal: true`, and with the default features. Both include the features that the operation always needs. '
    + 'An `Update…` operation takes the same role as the `Create…` operation.',
    ...services.flatMap((service) => [`## ${SERVICES[service]}`, servedTable(service)]),
    '## Operations without a role type',
    'Keep a role of your own for these. The page is the one that was searched for the permissions.',
    withoutTable(),
    "## Compared with AWS's managed policies",
    'The managed policies that AWS has for these roles, beside a role with all features. A grant is narrower for one of three reasons. A property of the workload names '
    + 'its resources. It is bound to the role\'s account or Region. It has a condition that the managed policy lacks. The policies come from moto (Apache-2.0).',
    managedPolicyTable(),
  ].join('\n\n') + '\n';
}

/** The sentence about how many operations get a role. */
export function figures(): string {
  const operations = operationsOf(operationData());
  const served = operationsOf(operationData().filter(isServed));
  const without = operations.size - served.size;
  return `${operations.size} operations of the SageMaker and Amazon Bedrock APIs take a role. This library has a role type for ${served.size} of them, and lists `
    + `the other ${without} with the reason.`;
}

function operationsOf(entries: readonly OperationData[]): Set<string> {
  return new Set(entries.flatMap((entry) => Object.keys(entry.roles).map((operation) => `${serviceOf(entry)}:${operation}`)));
}

function servedTable(service: string): string {
  const entries = operationData().filter((entry) => isServed(entry) && serviceOf(entry) === service);
  return table(
    ['operation and member', 'role type', 'features', 'documented minimum', 'actions, minimal', 'by default'],
    entries.map(({ roles, roleType = '', features = [], needs = [], note, page }) => [
      memberList(roles),
      `[${code(roleTypeName(roleType))}](permissions.md#${roleType})`,
      [...features.map((feature) => code(featureName(feature))), ...needs.flatMap(featureText), ...note === undefined ? [] : [note]].join('<br>'),
      sourceLinks([page]),
      String(actionCount({ roleType, features, minimal: true })),
      String(actionCount({ roleType, features })),
    ]), ['---', '---', '---', '---', '---:', '---:']);
}

function withoutTable(): string {
  return table(['operation and member', 'reason', 'page'], operationData().filter((entry) => !isServed(entry))
    .map(({ roles, why = '', page }) => [memberList(roles), why, sourceLinks([page])]));
}

function featureText({ if: members, feature }: NeedData): string[] {
  return feature === undefined ? [] : [`${code(featureName(feature))} with ${codeList([...new Set(members.map(lastName))])}`];
}

/** `VpcConfig` for `CreateModel.VpcConfig`, and an operation without a member as it is. */
function lastName(member: string): string {
  return member.split('.').at(-1)!;
}

/** Operations with the same members in one line. */
function memberList(roles: OperationData['roles']): string {
  const operations = new Map<string, string[]>();
  for (const [operation, members] of Object.entries(roles)) {
    operations.set(codeList(members), [...operations.get(codeList(members)) ?? [], operation]);
  }
  return [...operations].map(([members, names]) => `${codeList(names)}: ${members}`).join('<br>');
}

function isServed({ roleType }: OperationData): boolean {
  return roleType !== undefined;
}

function serviceOf({ service = SAGEMAKER }: OperationData): string {
  return service;
}
