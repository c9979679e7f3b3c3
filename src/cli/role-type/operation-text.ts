import { NeedAnswer, OperationAnswer, RoleAnswer } from './operation-answer';
import { grants } from '../../core/grant/grants';
import { ANYWHERE } from '../../core/iam/environment';
import { oneOf } from '../../core/rules/wording';
import { wrapText } from '../parser/wrap-text';
import { optionOf } from '../workload/option-values';

/** The answer for a terminal. */
export function operationText({ operation, roles }: OperationAnswer): string {
  return `${roles.map((role) => roleLines(operation, role).join('\n')).join('\n\n')}\n`;
}

function roleLines(operation: string, role: RoleAnswer): string[] {
  const { members, roleOf = [], roleType, features = [], needs = [], note, why, page } = role;
  const title = members.length > 0 ? `${operation}.${members.join(`, ${operation}.`)}` : `${operation} works with the role of ${oneOf(roleOf)}`;
  return [
    wrapText(`${title}: ${roleType ?? 'no role type'}`, '', '  '),
    ...features.map((feature) => labelled('add', asOption(feature))),
    ...needs.map((need) => labelled('with', `${oneOf(need.if)}: ${adviceOf(need)}`)),
    ...[note, why].flatMap((text) => text === undefined ? [] : labelled('note', text)),
    labelled('page', page),
    ...roleType === undefined ? [] : [labelled('next', nextCommand(roleType, features))],
  ];
}

/** A command that works. The minimum of some role types grants nothing without a bucket. */
function nextCommand(roleType: string, features: readonly string[]): string {
  const idOf = (name: string) => name.replace(/-/g, '_');
  const grantsNothing = grants({ roleType: idOf(roleType), minimal: true, features: features.map(idOf) }, ANYWHERE, '*').length === 0;
  return ['sagemaker-role actions', roleType, '--minimal', ...features.map(asOption), ...grantsNothing ? ['--bucket my-bucket'] : []].join(' ');
}

function adviceOf({ feature, property }: NeedAnswer): string {
  return [...feature === undefined ? [] : [`add ${asOption(feature)}`], ...property === undefined ? [] : [`set ${optionOf(property)}`]].join(', and ');
}

function asOption(feature: string): string {
  return `--feature ${feature}`;
}

function labelled(label: string, text: string): string {
  return wrapText(text, `  ${label.padEnd(6)}`, ' '.repeat(8));
}
