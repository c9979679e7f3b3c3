import { AccessLevels } from './access-levels';
import { code, linkTo, sourceLinks, table } from './markdown';
import { featureName, roleTypeName } from './member-name';
import { roleDiagram } from './role-diagram';
import { statementText } from './statement-text';
import { RoleTypeData, StatementData } from '../../../src/core/grant/data/policy-data';

export function roleHeading({ roleType }: RoleTypeData): string {
  return roleTypeName(roleType);
}

/** A role type: its diagram, its trusted services, and its statements by feature. */
export function roleSection(data: RoleTypeData, levels: AccessLevels): string {
  const name = roleTypeName(data.roleType);
  return [
    `## ${roleHeading(data)}`,
    `${data.summary}. As data: [${data.roleType}.json](../policies/${data.roleType}.json).`,
    roleDiagram(data),
    `### ${name}: trust`,
    trustText(data),
    `### ${name}: features`,
    featureTable(data),
    `### ${minimumHeading(data)}`,
    statementTexts(data.statements.filter(({ feature }) => !feature), levels),
    ...Object.entries(data.features).flatMap(([id, { default: byDefault, summary }]) => [
      `### ${featureHeading(data, id)}`,
      `${summary}. ${byDefault ? 'On by default' : 'Off by default'}.`,
      statementTexts(data.statements.filter(({ feature }) => feature === id), levels),
    ]),
  ].join('\n\n');
}

function minimumHeading(data: RoleTypeData): string {
  return `${roleHeading(data)}: every role of the type`;
}

function featureHeading(data: RoleTypeData, feature: string): string {
  return `${roleHeading(data)}: feature ${featureName(feature)}`;
}

function trustText({ trust }: RoleTypeData): string {
  return trust.map(({ service, feature, why, source }) => [
    `**${code(service)}** ${why}`,
    '',
    ...feature ? [`- Only with the feature ${code(featureName(feature))}`] : [],
    `- Source: ${sourceLinks(source)}`,
  ].join('\n')).join('\n\n');
}

function featureTable(data: RoleTypeData): string {
  const count = (id: string | undefined) => String(new Set(
    data.statements.filter(({ feature }) => feature === id).flatMap(({ actions }) => actions)).size);
  return table(['part', 'by default', 'for', 'actions'], [
    [linkTo(minimumHeading(data), 'every role of the type'), 'yes', data.summary, count(undefined)],
    ...Object.entries(data.features).map(([id, { default: byDefault, summary }]) =>
      [linkTo(featureHeading(data, id), code(featureName(id))), byDefault ? 'yes' : 'no', summary, count(id)]),
  ], ['---', '---', '---', '---:']);
}

function statementTexts(statements: readonly StatementData[], levels: AccessLevels): string {
  return statements.map((statement) => statementText(statement, levels)).join('\n\n');
}
