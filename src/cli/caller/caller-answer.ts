import { sentencesOf } from '../../core/verdict/finding-text';
import { missingPolicy } from '../../core/verdict/missing-policy';
import { ValidationResult } from '../../core/verdict/role-validation';
import { Verdict } from '../../core/verdict/verdict';
import { ExitCode } from '../output/exit-code';
import { indented, section, shownLines } from '../output/shown-lines';
import { Caller } from '../session/caller';

/** The use that a caller asks about. */
export interface Purpose {
  /** The member of the JSON document that says whether the caller can. */
  readonly member: string;
  /** Such as `connect to HyperPod`. */
  readonly can: string;
  /** Further things that the validation doesn't check. */
  readonly notChecked: readonly string[];
}

/** The result for a caller. */
export interface CallerAnswer {
  readonly purpose: Purpose;
  /** Undefined if AWS did not answer. */
  readonly caller?: Caller;
  readonly region?: string;
  readonly result: ValidationResult;
  /** Uncertainties of the result. */
  readonly notes: readonly string[];
}

/** Scripts rely on the form of the document. */
const DOCUMENT_VERSION = 1;

const CAN: Readonly<Record<Verdict, boolean | null>> = { VALID: true, INVALID: false, INCONCLUSIVE: null };
/** IAM doesn't simulate these. */
const NOT_CHECKED = ['session policies', 'resource control policies', 'policies of VPC endpoints'];
const SSO_ROLE = /^AWSReservedSSO_(.+)_[0-9a-f]+$/;

/**
 * The answer as one JSON document, for pipelines: `version`, `connects` or `starts` (true, false, or null where it is not known), `verdict` (VALID,
 * INVALID, INCONCLUSIVE: the same in other words), `caller` (the ARN), `region`, `missing` (each `action`, `resource`), `policy` (to attach
 * if a permission is missing), `findings` (every answer that is not positive: `verdict`, `reason`, and where there is one
 * `subject`, `resource`, `detail`), `notChecked`, `calls`, `notes`. Properties may be added; none changes its meaning within a version.
 */
export function callerDocument(answer: CallerAnswer): string {
  const { purpose, result: { verdict, findings, calls }, caller, region, notes } = answer;
  return `${JSON.stringify({
    version: DOCUMENT_VERSION,
    [purpose.member]: CAN[verdict],
    verdict,
    caller: caller?.arn,
    region,
    missing: missing(answer).map(({ subject: action, resource }) => ({ action, resource })),
    policy: missingPolicy(findings),
    findings: findings.filter((finding) => finding.verdict !== 'VALID' || finding.detail !== undefined),
    notChecked: [...NOT_CHECKED, ...purpose.notChecked],
    calls,
    notes,
  }, undefined, 2)}\n`;
}

/** The answer for a person. */
export function callerText(answer: CallerAnswer): string {
  const { purpose, result: { verdict, findings }, caller, notes } = answer;
  const policy = missingPolicy(findings);
  const of = (kind: Verdict) => sentencesOf(findings.filter((finding) => finding.verdict === kind));
  return shownLines([
    headOf(verdict, caller?.arn ?? 'the caller', purpose.can),
    ...indented(of(verdict === 'INVALID' ? 'INVALID' : 'INCONCLUSIVE')),
    ...verdict === 'INVALID' ? section('not known', of('INCONCLUSIVE')) : [],
    ...notes.map((note) => `note: ${note}`),
    ...policy ? [`attach this to ${placeOf(caller)}:`, ...JSON.stringify(policy, undefined, 2).split('\n')] : [],
    `not checked: ${[...NOT_CHECKED, ...purpose.notChecked].join(', ')}`,
  ]);
}

/** A command that only warns has the exit code 0. */
export function callerExitCode({ result: { verdict } }: CallerAnswer, strict: boolean): ExitCode {
  return strict ? ExitCode[verdict] : 0;
}

function headOf(verdict: Verdict, caller: string, can: string): string {
  switch (verdict) {
    case 'VALID': return `true: ${caller} can ${can}`;
    case 'INVALID': return `false: ${caller} can't ${can}`;
    case 'INCONCLUSIVE': return `unknown: can't confirm that ${caller} can ${can}`;
  }
}

/** The permissions that a policy can add. It can't undo a Deny. */
function missing({ result: { findings } }: CallerAnswer) {
  return findings.filter(({ reason }) => reason === 'MISSING_PERMISSION');
}

/** Where to attach a policy. A role of IAM Identity Center can't be changed in its account. */
function placeOf(caller: Caller | undefined): string {
  const permissionSet = SSO_ROLE.exec(caller?.name ?? '')?.[1];
  return permissionSet !== undefined ? `the permission set ${permissionSet} in IAM Identity Center` : `the ${caller?.kind} ${caller?.name}`;
}
