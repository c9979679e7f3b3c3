import { byteLength, truncateBytes } from './truncate-bytes';
import { Finding, Reason } from './verdict';
import { groupBy } from '../iam/group-by';
import type { Assumption } from '../question/question';
import { PROPERTY_WORDING, Wording } from '../rules/wording';

/** The clause for a reason. `{what}` is the actions with their resource, or the services; `{s}` is the ending of the verb. */
const CLAUSES: Readonly<Record<Reason, string>> = {
  WRONG_ROLE: '',
  MALFORMED_QUESTION: '',
  ROLE_NOT_FOUND: 'IAM finds no role {what}',
  UNTRUSTED: "its trust policy doesn't let {what} assume it",
  MISSING_PERMISSION: 'it lacks {what}',
  PERMISSIONS_BOUNDARY: "its permissions boundary doesn't allow {what}",
  EXPLICIT_DENY: 'a Deny statement applies to {what}',
  ORGANIZATIONS: 'a service control policy denies {what}, perhaps under conditions',
  MISSING_CONTEXT: '{what} depend{s} on conditions of the request',
  TRUST_CONDITION: 'its trust policy may not let {what} assume it',
  CANNOT_READ_TRUST: "can't read its trust policy",
  CANNOT_SIMULATE: "can't validate {what}",
  INCOMPLETE: "IAM didn't answer for {what}",
  UNSCOPED: 'IAM denied {what}',
  MAY_BE_NEEDED: '',
  NOT_REQUIRED: '{what}',
  ALLOWED: '{what}',
  TRUSTED: '{what}',
};

/** The most important first: faults of the role itself, services that it doesn't trust, permissions that it lacks. */
const IMPORTANT: readonly Reason[] = [
  'WRONG_ROLE', 'MALFORMED_QUESTION', 'ROLE_NOT_FOUND', 'UNTRUSTED', 'MISSING_PERMISSION', 'PERMISSIONS_BOUNDARY', 'EXPLICIT_DENY',
];

/** Clauses about findings, the most important first. Findings that differ only in the action share a clause. */
export function sentencesOf(findings: readonly Finding[], wording: Wording = PROPERTY_WORDING): string[] {
  return alike(byImportance(findings)).map((group) => clause(group, group.length, wording));
}

/** Clauses about as many findings as fit, at least one, and how many more there are. */
export function fittingText(findings: readonly Finding[], bytes: number): string {
  const groups = alike(byImportance(findings));
  const shown: string[] = [];
  let left = groups.flat().length;
  for (const group of groups) {
    left -= group.length;
    const text = (named: number) => [...shown, clause(group, named)].join('; ') + (left > 0 ? `; and ${left} more` : '');
    const named = mostNamed(group.length, bytes, text);
    if (byteLength(text(named)) > bytes) {
      return shown.length === 0 ? truncateBytes(text(named), bytes) : `${shown.join('; ')}; and ${left + group.length} more`;
    }
    shown.push(clause(group, named));
  }
  return shown.join('; ');
}

export function byImportance(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((one, other) => rank(one) - rank(other));
}

function rank({ reason }: Finding): number {
  const index = IMPORTANT.indexOf(reason);
  return index < 0 ? IMPORTANT.length : index;
}

/** How many actions of a group fit by name, at least one. */
function mostNamed(count: number, bytes: number, text: (named: number) => string): number {
  // With its separator, no action is shorter than two bytes.
  let named = Math.min(count, Math.max(1, Math.ceil(bytes / 2)));
  while (named > 1 && byteLength(text(named)) > bytes) {
    named -= 1;
  }
  return named;
}

/** Groups the findings that differ only in the action, or that one feature may need. Such a group has each action once. */
function alike(findings: readonly Finding[]): Finding[][] {
  const groups = groupBy(findings, ({ reason, resource, detail, assumption }) =>
    JSON.stringify(reason === 'MAY_BE_NEEDED' ? [reason, assumption] : [reason, resource, detail]));
  return [...groups.values()].map((group) => group[0].reason === 'MAY_BE_NEEDED'
    ? [...groupBy(group, ({ subject }) => subject).values()].map(([first]) => first) : group);
}

/** A clause about findings that are alike. It names the first of their actions. */
function clause(findings: readonly Finding[], named: number, wording: Wording = PROPERTY_WORDING): string {
  const [{ reason, resource, detail, assumption }] = findings;
  const subjects = findings.slice(0, named).flatMap(({ subject }) => subject ?? []).join(', ');
  const more = named < findings.length ? ` and ${findings.length - named} more` : '';
  if (reason === 'MAY_BE_NEEDED') {
    return `it lacks ${subjects}${more}, which ${assumptionText(assumption, wording)}`;
  }
  const what = subjects + more + (resource && resource !== '*' ? ` on ${resource}` : '');
  const text = what === '' ? '' : CLAUSES[reason].replace('{s}', findings.length > 1 ? '' : 's').replace('{what}', () => what);
  return text === '' ? detail ?? '' : text + (detail ? ` (${detail})` : '');
}

function assumptionText({ feature, property }: Assumption = {}, wording: Wording): string {
  return feature === undefined
    ? `it may need because ${wording.property(property ?? '')} is omitted`
    : `only the default feature ${wording.featureName(feature)} needs`;
}
