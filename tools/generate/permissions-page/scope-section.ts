import { conditionText } from './condition-text';
import { code, codeList } from './markdown';
import scopesFile from '../../../policies/scopes.json';
import { ScopeData, scopeData } from '../../../src/core/grant/data/policy-data';

export function scopeHeading(scope: string): string {
  return `Scope ${scope}`;
}

/** Every scope, with its resources if the workload names its property, and if it omits it. */
export function scopeSection(): string {
  return Object.keys(scopesFile.scopes).map((scope) => scopeText(scope, scopeData(scope))).join('\n\n');
}

function scopeText(
  scope: string, { property, summary, whenNamed, memberConditions, whenOmitted, conditionsWhenOmitted, warning }: ScopeData,
): string {
  const omitted = whenOmitted
    ? codeList(whenOmitted) + (conditionsWhenOmitted ? `, if ${conditionText(conditionsWhenOmitted)}` : '') + (warning ? `, with the warning ${code(warning)}` : '')
    : 'nothing. A statement without another resource is omitted';
  return [
    `### ${scopeHeading(scope)}`,
    '',
    `${summary}.`,
    '',
    `- With ${code(property)}: ${codeList(whenNamed)}${memberConditions ? `, if ${conditionText(memberConditions)}` : ''}`,
    `- Without: ${omitted}`,
  ].join('\n');
}
