import { conditionText } from './condition-text';
import { code, codeList } from './markdown';
import scopesFile from '../../policies/scopes.json';
import { ScopeData, scopeData } from '../../src/core/policy-data';

export function scopeHeading(scope: string): string {
  return `Scope ${scope}`;
}

/** Every scope, with what it stands for when the workload names its property, and when it does not. */
export function scopeSection(): string {
  return Object.keys(scopesFile.scopes).map((scope) => scopeText(scope, scopeData(scope))).join('\n\n');
}

function scopeText(scope: string, { property, summary, named, open, openConditions, warning }: ScopeData): string {
  const whenOpen = open
    ? codeList(open) + (openConditions ? `, if ${conditionText(openConditions)}` : '') + (warning ? `, with the warning ${code(warning)}` : '')
    : 'nothing, so that a statement of it alone is left out';
  return [
    `### ${scopeHeading(scope)}`,
    '',
    `${summary}.`,
    '',
    `- With ${code(property)}: ${codeList(named)}`,
    `- Without: ${whenOpen}`,
  ].join('\n');
}
