import { findingParts } from './finding-parts';
import { byteLength, truncateBytes } from './truncate-bytes';
import { Finding, Reason } from './verdict';
import { groupBy } from '../iam/group-by';
import { PROPERTY_WORDING, Wording } from '../rules/wording';

/** The clause for a reason. It ends with `{what}`: the actions with their resources, or the services, with the details. */
const CLAUSES: Readonly<Record<Reason, string>> = {
  WRONG_ROLE: '',
  MALFORMED_QUESTION: '',
  ROLE_NOT_FOUND: 'IAM finds no role {what}',
  UNTRUSTED: "its trust policy doesn't trust {what}",
  MISSING_PERMISSION: 'it lacks {what}',
  PERMISSIONS_BOUNDARY: "its permissions boundary doesn't allow {what}",
  EXPLICIT_DENY: 'a Deny statement applies to {what}',
  ORGANIZATIONS: 'a service control policy, perhaps with conditions, denies {what}',
  MISSING_CONTEXT: 'conditions of the request decide about {what}',
  TRUST_CONDITION: 'its trust policy may not trust {what}',
  CANNOT_READ_TRUST: "can't read its trust policy",
  CANNOT_SIMULATE: "can't validate {what}",
  INCOMPLETE: "IAM didn't answer for {what}",
  UNSCOPED: 'IAM denied {what}',
  MAY_BE_NEEDED: '{what}',
  NOT_REQUIRED: '{what}',
  ALLOWED: '{what}',
  POLICY_NOT_READ: '{what}',
  RESOURCE_POLICY: 'the policy of the resource decides about {what}',
  TRUSTED: '{what}',
};

/** The most important first: faults of the role itself, services that it doesn't trust, permissions that it lacks. */
const IMPORTANT: readonly Reason[] = [
  'WRONG_ROLE', 'MALFORMED_QUESTION', 'ROLE_NOT_FOUND', 'UNTRUSTED', 'MISSING_PERMISSION', 'PERMISSIONS_BOUNDARY', 'EXPLICIT_DENY',
];

/** How many actions of a feature a text names. The feature says more than its actions. */
const NAMED_PER_FEATURE = 3;

/** Clauses about findings, one for each cause, the most important first. */
export function sentencesOf(findings: readonly Finding[], wording: Wording = PROPERTY_WORDING): string[] {
  return clausesOf(counted(findings), wording);
}

/** Clauses about as many findings as fit, at least one, and how many more there are. */
export function fittingText(findings: readonly Finding[], bytes: number): string {
  const all = counted(findings);
  const text = (shown: number) => clausesOf(all.slice(0, shown), PROPERTY_WORDING).join('; ') + (shown < all.length ? `; and ${all.length - shown} more` : '');
  const fits = (shown: number) => byteLength(text(shown)) <= bytes;
  if (fits(all.length)) {
    return text(all.length);
  }
  let [most, tooMany] = [1, all.length];
  while (tooMany - most > 1) {
    const middle = Math.floor((most + tooMany) / 2);
    fits(middle) ? most = middle : tooMany = middle;
  }
  return truncateBytes(text(most), bytes);
}

/** The most important first. A need that is only assumed is the least important one. */
export function byImportance(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((one, other) => rank(one) - rank(other));
}

function rank({ reason }: Finding): number {
  const index = IMPORTANT.indexOf(reason);
  return reason === 'MAY_BE_NEEDED' ? IMPORTANT.length + 1 : index < 0 ? IMPORTANT.length : index;
}

/** The findings to count, in their order. An action that one feature may need counts once, with any number of resources. */
function counted(findings: readonly Finding[]): Finding[] {
  const groups = groupBy(byImportance(findings), (finding) => finding.reason === 'MAY_BE_NEEDED'
    ? JSON.stringify([finding.assumption, finding.subject]) : finding);
  return [...groups.values()].map(([first]) => first);
}

function clausesOf(findings: readonly Finding[], wording: Wording): string[] {
  const causes = groupBy(findings, ({ reason, assumption }) => JSON.stringify(reason === 'MAY_BE_NEEDED' ? [reason, assumption?.property] : [reason]));
  return [...causes.values()].map((group) => clause(group, wording));
}

/** A clause about findings of one cause. */
function clause(findings: readonly Finding[], wording: Wording): string {
  const [{ reason, assumption }] = findings;
  if (reason === 'MAY_BE_NEEDED') {
    return assumption?.feature === undefined
      ? `it may need ${subjectsOf(findings)} because ${wording.property(assumption?.property ?? '')} is omitted`
      : `it lacks what only default features need: ${byFeature(findings, wording)}`;
  }
  const [start, what] = CLAUSES[reason].split('{what}');
  if (what !== undefined && subjectsOf(findings) !== '') {
    return start + findingParts(findings).join('; ');
  }
  const details = [...new Set(findings.flatMap(({ detail }) => detail ?? []))].join('; ');
  return start === '' || what !== undefined ? details : start + (details && ` (${details})`);
}

/** The actions and services that the features may need, such as `MLFLOW (sagemaker-mlflow:AccessUI)`. */
function byFeature(findings: readonly Finding[], wording: Wording): string {
  const features = groupBy(findings, ({ assumption }) => assumption?.feature ?? '');
  return [...features].map(([feature, group]) => {
    const more = group.length - NAMED_PER_FEATURE;
    return `${wording.featureName(feature)} (${subjectsOf(group.slice(0, NAMED_PER_FEATURE))}${more > 0 ? ` and ${more} more` : ''})`;
  }).join(', ');
}

function subjectsOf(findings: readonly Finding[]): string {
  return findings.flatMap(({ subject }) => subject ?? []).join(', ');
}
