import { ValidationResult } from './role-validation';
import { byteLength, truncateBytes } from './truncate-bytes';
import { Finding, Reason } from './verdict';

/** What SimulatePrincipalPolicy and GetRole cannot tell, whatever the role. */
export const NOT_CHECKED = [
  'policies of buckets, keys and repositories', 'resource control policies', 'policies of VPC endpoints', 'Lake Formation',
];

/** How a reason reads in a sentence about an action or a service. */
const WORDS: Readonly<Partial<Record<Reason, string>>> = {
  MISSING_PERMISSION: 'is not allowed',
  PERMISSIONS_BOUNDARY: 'is not allowed by the permissions boundary',
  EXPLICIT_DENY: 'is denied',
  ORGANIZATIONS: 'is denied by the organization, perhaps under conditions',
  UNSCOPED: 'is not allowed on everything that the workload may need',
  MISSING_CONTEXT: 'depends on conditions that are not known',
  INCOMPLETE: 'was not answered by IAM',
  CANNOT_SIMULATE: 'could not be asked about',
  ROLE_NOT_FOUND: 'was not found',
  CANNOT_READ_TRUST: 'could not be checked',
  UNTRUSTED: 'is not trusted',
  TRUST_CONDITION: 'is trusted under conditions that are not known',
};

/** The order in which findings are told: what is wrong with the role itself, whom it does not trust, what it lacks. */
const FIRST: readonly Reason[] = ['WRONG_ROLE', 'MALFORMED_QUESTION', 'ROLE_NOT_FOUND', 'UNTRUSTED', 'MISSING_PERMISSION', 'PERMISSIONS_BOUNDARY', 'EXPLICIT_DENY'];

/** The two ways out of a bad verdict. */
export const WAYS_OUT = 'Grant what is missing, or let SageMakerExecutionRole create the role.';

/** One sentence about a judgement, the most important findings first, as many as fit. */
export function summaryOf(result: ValidationResult, role: string, workload: string, bytes: number): string {
  const { verdict, findings } = result;
  const told = byImportance(findings.filter((finding) => finding.verdict === (verdict === 'INVALID' ? 'INVALID' : 'INCONCLUSIVE')));
  const head = headOf(result, truncateBytes(role, bytes / 2), truncateBytes(workload, bytes / 8));
  if (verdict === 'VALID') {
    return truncateBytes(head, bytes);
  }
  const reasons = told.length === 0 ? 'nothing was asked' : fitting(alike(told), bytes - byteLength(`${head}: `));
  return truncateBytes(`${head}: ${reasons}`, bytes);
}

/** What a judgement says, before its reasons. */
export function headOf({ verdict, findings }: ValidationResult, role: string, workload: string): string {
  switch (verdict) {
    case 'VALID': return `role ${role} is fit for the workload ${workload}: ${findings.length} answers of IAM, all good`;
    case 'INVALID': return `role ${role} is not fit for the workload ${workload}`;
    case 'INCONCLUSIVE': return `whether role ${role} is fit for the workload ${workload} is not known`;
  }
}

/** Sentences about findings, the most important first; one for those that differ only in the action. */
export function sentencesOf(findings: readonly Finding[]): string[] {
  return alike(byImportance(findings)).map((group) => sentence(group, group.length));
}

/** What CloudFormation shows when the deployment fails. */
export function failureMessage(result: ValidationResult, role: string, workload: string, report: string, bytes: number): string {
  const tail = `. ${WAYS_OUT} The whole report: ${report}`;
  return summaryOf(result, role, workload, bytes - byteLength(tail)) + tail;
}

/** Everything that was found out, for the log. */
export function reportOf(result: ValidationResult, role: string, workload: string): Record<string, unknown> {
  const { verdict, roleArn, findings, calls } = result;
  return {
    verdict,
    role,
    roleArn,
    workload,
    good: findings.filter((finding) => finding.verdict === 'VALID').length,
    findings: findings.filter((finding) => finding.verdict !== 'VALID' || finding.detail !== undefined),
    notChecked: NOT_CHECKED,
    calls,
  };
}

function byImportance(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((one, other) => rank(one) - rank(other));
}

function rank({ reason }: Finding): number {
  const index = FIRST.indexOf(reason);
  return index < 0 ? FIRST.length : index;
}

/** The findings that differ only in the action, together. */
function alike(findings: readonly Finding[]): Finding[][] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.reason, finding.resource, finding.detail]);
    const group = groups.get(key);
    group ? group.push(finding) : groups.set(key, [finding]);
  }
  return [...groups.values()];
}

/** A sentence about findings that are alike, which names the first of their actions. */
function sentence(findings: readonly Finding[], named: number): string {
  const [{ reason, resource, detail }] = findings;
  const subjects = findings.slice(0, named).flatMap(({ subject }) => subject ?? []).join(', ');
  const words = WORDS[reason] ?? '';
  const statement = [
    subjects + (named < findings.length ? ` and ${findings.length - named} more` : ''),
    resource && resource !== '*' ? `on ${resource}` : '',
    findings.length > 1 ? words.replace(/^is /, 'are ').replace(/^was /, 'were ').replace(/^depends /, 'depend ') : words,
  ].filter((part) => part !== '').join(' ');
  return statement === '' ? detail ?? '' : statement + (detail ? ` (${detail})` : '');
}

/** Sentences about as many of the findings as fit, the first in any case, and how many more there are. */
function fitting(groups: readonly Finding[][], bytes: number): string {
  let left = groups.reduce((sum, group) => sum + group.length, 0);
  const told: string[] = [];
  for (const group of groups) {
    left -= group.length;
    const more = left > 0 ? `; and ${left} more` : '';
    const text = (named: number) => [...told, sentence(group, named)].join('; ') + more;
    // Whatever it is about, no action has less than two bytes with what separates it from the next.
    let named = Math.min(group.length, Math.max(1, Math.ceil(bytes / 2)));
    while (named > 1 && byteLength(text(named)) > bytes) {
      named -= 1;
    }
    if (byteLength(text(named)) > bytes) {
      return told.length === 0 ? truncateBytes(text(named), bytes) : `${told.join('; ')}; and ${left + group.length} more`;
    }
    told.push(sentence(group, named));
  }
  return told.join('; ');
}
