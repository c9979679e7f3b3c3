import { AccessLevels, byLevel } from './access-levels';
import { conditionText } from './condition-text';
import { code, codeList, linkTo, sourceLinks } from './markdown';
import { scopeHeading } from './scope-section';
import { StatementData } from '../../../src/core/grant/data/policy-data';

const SCOPE = /^\{(\w+)\}$/;

/** One statement of a policy file: its reason, actions, resources, conditions and sources. */
export function statementText(statement: StatementData, levels: AccessLevels): string {
  return [
    `**${code(statement.sid)}** ${statement.why}`,
    '',
    ...[
      ...byLevel(statement.actions, levels).map(([level, actions]) => `${level}: ${codeList(actions)}`),
      `On ${statement.resources.map(resourceText).join(', ')}${statement.forEach ? ', one statement for each' : ''}`,
      ...conditionTexts(statement),
      ...presenceTexts(statement),
      ...needTexts(statement),
      ...statement.group ? [`Merged into the statement ${code(statement.group)} if that saves a policy`] : [],
      `Source: ${sourceLinks(statement.source)}`,
    ].map((line) => `- ${line}`),
  ].join('\n');
}

function resourceText(resource: string): string {
  if (resource === '*') {
    return '`*`: every resource';
  }
  const scope = SCOPE.exec(resource)?.[1];
  if (scope === undefined) {
    return code(resource);
  }
  return scope === 'role' ? 'the role itself' : linkTo(scopeHeading(scope), code(resource));
}

function presenceTexts({ onlyWhenNamed, onlyWhenOmitted }: StatementData): string[] {
  return [
    ...onlyWhenNamed ? [`Only if you set ${code(onlyWhenNamed)}`] : [],
    ...onlyWhenOmitted ? [`Only if you omit ${code(onlyWhenOmitted)}`] : [],
  ];
}

function needTexts({ notRequired = [], assumedWhenNamed, switch: property }: StatementData): string[] {
  return [
    ...notRequired.length > 0 ? [`A role without ${codeList(notRequired)} is valid: AWS doesn't document that the workload needs it`] : [],
    ...property ? [`Not with ${code(`${property}: false`)}`] : [],
    ...assumedWhenNamed ? [`With ${code(assumedWhenNamed)}, a validation only assumes it${property ? `, unless you set ${code(`${property}: true`)}` : ''}`] : [],
  ];
}

function conditionTexts({ conditions, conditionsWhenNamed }: StatementData): string[] {
  return [
    ...conditions ? [`If ${conditionText(conditions)}`] : [],
    ...Object.entries(conditionsWhenNamed ?? {}).map(([property, named]) => `With ${code(property)}, only if ${conditionText(named)}`),
  ];
}
