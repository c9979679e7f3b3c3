import { sentencesOf } from '../../core/verdict/finding-text';
import { missingPolicy } from '../../core/verdict/missing-policy';
import { ValidationResult } from '../../core/verdict/role-validation';
import { Finding } from '../../core/verdict/verdict';
import { headOf, isUndecided, notChecked, reportOf } from '../../core/verdict/verdict-text';
import { waysOutOf } from '../../core/verdict/way-out';
import { ExitCode } from '../output/exit-code';
import { jsonText } from '../output/hidden-characters';
import { indented, section, shownLines } from '../output/shown-lines';
import { OPTION_WORDING } from '../workload/option-values';

/** The result of a validation, and its role. */
export interface ValidateAnswer {
  /** The role as typed, or the ARN of the caller's role if AWS answered. */
  readonly role?: string;
  /** The role type, if it is known. */
  readonly workload?: string;
  /** The Region of the validation, if AWS answered. */
  readonly region?: string;
  readonly result: ValidationResult;
  /** Uncertainties of the role. */
  readonly notes: readonly string[];
}

/** Scripts rely on the form of the document. */
const DOCUMENT_VERSION = 1;

/**
 * The answer as one JSON document, for pipelines: `version`, `verdict` (VALID, INVALID, INCONCLUSIVE), `role` (as given, or the
 * ARN of the caller's), `roleArn` (from IAM), `sourceRoleTemplate`, `workload`, `region`, `good` (the number of positive answers), `findings` (every
 * other answer: `verdict`, `reason`, and where there is one `subject`, `resource`, `pattern`, `detail`, `assumption`, `conditions`, `context`),
 * `wayOut`, `policy` (to add if a permission is missing), `notChecked`, `calls`, `notes`.
 * Properties may be added; none changes its meaning within a version.
 */
export function validateDocument({ role, workload, region, result, notes }: ValidateAnswer): string {
  const document = { version: DOCUMENT_VERSION, ...reportOf(result, { role, workload }, OPTION_WORDING), role, region, notes };
  return jsonText(document);
}

/** The answer for a person, in the words of the Lambda function's report. */
export function validateText({ role, workload, result, notes }: ValidateAnswer): string {
  const { verdict, findings } = result;
  const policy = missingPolicy(findings);
  const of = (kind: Finding['verdict'], only?: Finding['reason']) =>
    sentencesOf(findings.filter(({ verdict: one, reason }) => one === kind && (only === undefined || reason === only)), OPTION_WORDING);
  const undecided = sentencesOf(findings.filter(isUndecided));
  return shownLines([
    `${verdict}: ${headOf(result, { role, workload })}`,
    ...indented(verdict === 'INVALID' ? of('INVALID') : of('INCONCLUSIVE')),
    ...verdict === 'INVALID' ? section('not known', of('INCONCLUSIVE')) : [],
    ...section('allowed, but IAM did not decide every condition', undecided),
    ...section('allowed, but the policy of the resource was not read', of('VALID', 'POLICY_NOT_READ')),
    ...section('denied, but AWS does not document that the workload needs it', of('VALID', 'NOT_REQUIRED')),
    ...notes.map((note) => `note: ${note}`),
    ...waysOutOf(result, OPTION_WORDING),
    ...policy ? ['policy:', ...JSON.stringify(policy, undefined, 2).split('\n')] : [],
    `not checked: ${notChecked(result).join(', ')}`,
  ]);
}

export function exitCodeOf({ verdict }: ValidationResult): ExitCode {
  return ExitCode[verdict];
}
