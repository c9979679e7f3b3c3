import { Preview, PreviewedService, PreviewedStatement } from './preview';
import { Conditions } from '../../core/grant/data/policy-data';
import { FeatureOrigin } from '../../core/grant/features';
import { openScopeWarnings } from '../../core/rules/open-scope-warning';
import { escapeHidden } from '../output/hidden-characters';
import { wrapText, wrapWords } from '../parser/wrap-text';
import { OPTION_WORDING, optionOf } from '../workload/option-values';

/** A preview for a terminal. */
export function previewText(preview: Preview): string {
  const { roleType, summary, actions, statements, trust } = preview;
  const open = [...openScopeWarnings(statements, (feature) => preview.featureOrigins[feature], OPTION_WORDING).values()];
  const sections = [
    [wrapText(`${roleType}: ${summary}`), wrapText(`${counted(actions, 'action')} in ${counted(statements, 'statement')}`)],
    featureLines(preview),
    ...trust.map(trustLines),
    ...statements.map(statementLines),
    ...open.length > 0 ? [['Account-wide access', ...open.map((text) => wrapText(text, '  ', '    '))]] : [],
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function featureLines({ features, featureOrigins, otherFeatures }: Preview): string[] {
  const from = (origin: FeatureOrigin) => features.filter((feature) => featureOrigins[feature] === origin).join(', ');
  return [
    labelled('default', from('default') || 'none', 10),
    labelled('stated', from('stated') || 'none', 10),
    ...otherFeatures.length > 0 ? [labelled('further', otherFeatures.join(', '), 10)] : [],
  ];
}

function trustLines({ service, actions, feature, why }: PreviewedService): string[] {
  return [heading(`Trusts ${service}`, feature), wrapText(asOptions(why), '  '), ...actions.length > 1 ? [labelled('allow', actions.join(', '))] : []];
}

function statementLines({ sid, feature, actions, resources, conditions = {}, why }: PreviewedStatement): string[] {
  return [
    heading(sid, feature),
    wrapText(asOptions(why), '  '),
    labelled('allow', actions.join(', ')),
    ...resources.map((resource, index) => labelledWords(index === 0 ? 'on' : '', [resource])),
    ...conditionWords(conditions).map((words, index) => labelledWords(index === 0 ? 'if' : 'and', words)),
  ];
}

/** Replaces the properties that a reason names with their options. */
function asOptions(why: string): string {
  return why.replace(/`(\w+)`/g, (_, property: string) => optionOf(property));
}

function heading(name: string, feature: string | undefined): string {
  return feature === undefined ? name : `${name} [${feature}]`;
}

function conditionWords(conditions: Conditions): string[][] {
  return Object.entries(conditions).flatMap(([operator, keys]) => Object.entries(keys).map(([key, values]) =>
    [key, operator, ...[values].flat().flatMap((value, index) => index === 0 ? [value] : ['or', value])]));
}

/** Words that a user chose, which may have spaces and control characters. */
function labelledWords(label: string, words: readonly string[]): string {
  return wrapWords(words.map(escapeHidden), `  ${label.padEnd(7)}`, ' '.repeat(9));
}

/** A label and its text, in two columns. */
function labelled(label: string, text: string, width = 7): string {
  const indent = width === 7 ? '  ' : '';
  return wrapText(text, `${indent}${label.padEnd(width)}`, `${indent}${' '.repeat(width)}`);
}

function counted(things: readonly unknown[], name: string): string {
  return `${things.length} ${name}${things.length === 1 ? '' : 's'}`;
}
