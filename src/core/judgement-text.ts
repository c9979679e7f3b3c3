import { Judgement } from './judgement';
import { byteLength } from './truncate-bytes';
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
  UNSCOPED: 'is not allowed on everything that it may be needed for',
  MISSING_CONTEXT: 'depends on conditions that are not known',
  INCOMPLETE: 'was not answered by IAM',
  CANNOT_SIMULATE: 'could not be asked about',
  UNTRUSTED: 'is not trusted',
  TRUST_CONDITION: 'is trusted under conditions that are not known',
};

/** The order in which findings are told: what is wrong with the role itself, whom it does not trust, what it lacks. */
const FIRST: readonly Reason[] = ['WRONG_ROLE', 'MALFORMED_QUESTION', 'ROLE_NOT_FOUND', 'UNTRUSTED', 'MISSING_PERMISSION', 'PERMISSIONS_BOUNDARY', 'EXPLICIT_DENY'];

/** The two ways out of a bad verdict. */
const WAYS_OUT = 'Grant what is missing, or let SageMakerExecutionRole create the role.';

/** One sentence about a judgement, the most important findings first, as many as fit. */
export function summaryOf(judgement: Judgement, role: string, workload: string, bytes: number): string {
  const { verdict, findings } = judgement;
  if (verdict === 'VALID') {
    return `role ${role} is fit for the workload ${workload}: ${findings.length} answers of IAM, all good`;
  }
  const told = findings.filter((finding) => finding.verdict === (verdict === 'INVALID' ? 'INVALID' : 'INCONCLUSIVE'))
    .sort((one, other) => rank(one) - rank(other));
  const head = verdict === 'INVALID'
    ? `role ${role} is not fit for the workload ${workload}: `
    : `whether role ${role} is fit for the workload ${workload} is not known: `;
  return head + (told.length === 0 ? 'nothing was asked' : fitting(merged(told), bytes - byteLength(head)));
}

/** What CloudFormation shows when the deployment fails. */
export function failureMessage(judgement: Judgement, role: string, workload: string, report: string, bytes: number): string {
  const tail = `. ${WAYS_OUT} The whole report: ${report}`;
  return summaryOf(judgement, role, workload, bytes - byteLength(tail)) + tail;
}

/** Everything that was found out, for the log. */
export function reportOf(judgement: Judgement, role: string, workload: string): Record<string, unknown> {
  const { verdict, roleArn, findings, calls } = judgement;
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

function rank({ reason }: Finding): number {
  const index = FIRST.indexOf(reason);
  return index < 0 ? FIRST.length : index;
}

/** Sentences about the findings, those that differ only in the action as one. */
function merged(findings: readonly Finding[]): string[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.reason, finding.resource, finding.detail]);
    groups.set(key, [...groups.get(key) ?? [], finding]);
  }
  return [...groups.values()].map((alike) => {
    const [{ reason, resource, detail }] = alike;
    const subjects = alike.flatMap(({ subject }) => subject ?? []).join(', ');
    const words = WORDS[reason];
    return [
      subjects,
      resource && resource !== '*' ? `on ${resource}` : '',
      alike.length > 1 ? (words ?? '').replace(/^is /, 'are ').replace(/^was /, 'were ').replace(/^depends /, 'depend ') : words ?? '',
    ].filter((part) => part !== '').join(' ') + (detail ? ` (${detail})` : '');
  });
}

/** As many sentences as fit, and how many more there are. */
function fitting(sentences: readonly string[], bytes: number): string {
  const more = (count: number) => count > 0 ? `; and ${count} more` : '';
  let text = '';
  for (const [index, sentence] of sentences.entries()) {
    const next = text === '' ? sentence : `${text}; ${sentence}`;
    if (index > 0 && byteLength(next + more(sentences.length - index - 1)) > bytes) {
      return text + more(sentences.length - index);
    }
    text = next;
  }
  return text;
}
