import { fittingText } from './finding-text';
import { missingPolicy } from './missing-policy';
import { ValidationResult } from './role-validation';
import { byteLength, truncateBytes } from './truncate-bytes';
import { Finding, isAllowed, Reason } from './verdict';
import { waysOutOf } from './way-out';
import type { Wording } from '../rules/wording';

/** Everything that may still deny a request, or allow it. */
export function notChecked({ policiesRead }: Pick<ValidationResult, 'policiesRead'>): string[] {
  return [
    policiesRead ? 'policies of resources in other accounts' : 'policies of resources, such as buckets and keys',
    'resource control policies', 'policies of VPC endpoints', 'policies of access points', 'grants of keys', 'objects other than the samples', 'Lake Formation',
  ];
}

/** Reasons of requests that IAM didn't answer. */
const UNANSWERED: readonly Reason[] = ['CANNOT_SIMULATE', 'INCOMPLETE'];

/** The role and the workload of a validation. Each is undefined if the request doesn't name it. */
export interface Subject {
  readonly role?: string;
  readonly workload?: string;
}

/** One sentence about a result, with as many of the most important findings as fit. */
export function summaryOf(result: ValidationResult, { role, workload }: Subject, bytes: number): string {
  const { verdict, findings } = result;
  const head = headOf(result, {
    role: role === undefined ? undefined : truncateBytes(role, bytes / 2),
    workload: workload === undefined ? undefined : truncateBytes(workload, bytes / 8),
  });
  if (verdict === 'VALID') {
    return truncateBytes(head, bytes);
  }
  const shown = findings.filter((finding) => finding.verdict === verdict);
  const reasons = shown.length === 0 ? 'there was nothing to validate' : fittingText(shown, bytes - byteLength(`${head}: `));
  return truncateBytes(`${head}: ${reasons}`, bytes);
}

/** The first words about a result, before its reasons. */
export function headOf({ verdict, findings }: ValidationResult, { role, workload }: Subject): string {
  const roleName = role === undefined ? 'the role' : `role ${role}`;
  const workloadName = workload === undefined ? 'this workload' : `this ${workload.replace(/_/g, ' ')} workload`;
  const allowed = findings.filter(isAllowed).length;
  const needed = findings.some(({ reason }) => reason === 'NOT_REQUIRED') ? ' that it needs' : '';
  const open = findings.filter(isUndecided).length;
  const undecided = open === 0 ? '' : `, but it didn't decide a condition of ${open}`;
  const sampled = findings.some(isSampledObject) ? '. Objects are sampled' : '';
  switch (verdict) {
    case 'VALID': return `${capitalized(roleName)} can run ${workloadName}: IAM allowed ${allowed === 1 ? 'the only request' : `all ${allowed} requests`}${needed}${undecided}${sampled}`;
    case 'INVALID': return `${capitalized(roleName)} can't run ${workloadName}${deniedCount(findings)}`;
    case 'INCONCLUSIVE': return `Can't confirm that ${roleName} can run ${workloadName}${deniedCount(findings)}`;
  }
}

/** Whether a finding is about an object that stands for all objects of a bucket, or under a prefix. */
function isSampledObject({ pattern }: Finding): boolean {
  return pattern !== undefined && /^arn:[^:]+:s3:::/.test(pattern);
}

/** Whether IAM allowed a request without deciding all conditions. */
export function isUndecided({ reason, context }: Finding): boolean {
  return reason === 'ALLOWED' && context !== undefined;
}

/** How many of the needed requests were denied, if any was. */
function deniedCount(findings: readonly Finding[]): string {
  const requests = findings.filter(({ resource, reason }) => resource !== undefined && reason !== 'NOT_REQUIRED');
  const denied = requests.filter(({ verdict, reason }) => verdict !== 'VALID' && !UNANSWERED.includes(reason));
  return denied.length === 0 ? '' : ` (${denied.length} of ${requests.length} requests denied)`;
}

/** The message that CloudFormation shows when the deployment fails. */
export function failureMessage(result: ValidationResult, subject: Subject, report: string, bytes: number): string {
  const tail = `. ${fittingSentences(waysOutOf(result), bytes / 4)}Full report: ${report}`;
  return summaryOf(result, subject, bytes - byteLength(tail)) + tail;
}

/** The sentences that fit, each with a space, and at least the beginning of the first. */
function fittingSentences(sentences: readonly string[], bytes: number): string {
  const fitting = sentences.filter((_, index) => index === 0 || byteLength(sentences.slice(0, index + 1).join(' ')) <= bytes);
  return fitting.map((sentence) => `${truncateBytes(sentence, bytes)} `).join('');
}

/** The whole result, for the log. */
export function reportOf(result: ValidationResult, { role, workload }: Subject, wording?: Wording): Record<string, unknown> {
  const { verdict, roleArn, sourceRoleTemplate, findings, calls } = result;
  return {
    verdict,
    role,
    roleArn,
    sourceRoleTemplate,
    workload,
    good: findings.filter((finding) => finding.verdict === 'VALID').length,
    findings: findings.filter((finding) => finding.verdict !== 'VALID' || finding.detail !== undefined),
    wayOut: waysOutOf(result, wording).join(' ') || undefined,
    policy: missingPolicy(findings),
    notChecked: notChecked(result),
    calls,
  };
}

function capitalized(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}
