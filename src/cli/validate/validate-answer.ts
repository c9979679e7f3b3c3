import { ValidationResult } from '../../core/verdict/role-validation';
import { Finding } from '../../core/verdict/verdict';
import { headOf, NOT_CHECKED, reportOf, sentencesOf, wayOutOf } from '../../core/verdict/verdict-text';
import { ExitCode } from '../output/exit-code';
import { indented, section, shownLines } from '../output/shown-lines';

/** What became of a check. */
export interface ValidateAnswer {
  /** The role as it was given, or the ARN of the caller's, if it was found out. */
  readonly role?: string;
  readonly workload: string;
  /** Where the role was judged, if it came to that. */
  readonly region?: string;
  readonly result: ValidationResult;
  /** What is not certain about it. */
  readonly notes: readonly string[];
}

/** The form of the document. Whoever reads another one must not guess. */
const DOCUMENT_VERSION = 1;

/**
 * The answer as one JSON document, for pipelines: `version`, `verdict` (VALID, INVALID, INCONCLUSIVE), `role` (as given, or the
 * ARN of the caller's), `roleArn` (where IAM told it), `workload`, `region`, `good` (how many answers were), `findings` (all
 * that is not plainly good: `verdict`, `reason`, and where there is one `subject`, `resource`, `detail`), `notChecked`, `calls`, `notes`.
 * Properties may be added; none changes its meaning within a version.
 */
export function validateDocument({ role, workload, region, result, notes }: ValidateAnswer): string {
  const document = { version: DOCUMENT_VERSION, ...reportOf(result, { role, workload }), role, region, notes };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** The answer for a person, in the words of the Lambda function's report. */
export function validateText({ role, workload, result, notes }: ValidateAnswer): string {
  const { verdict, findings } = result;
  const of = (wanted: Finding['verdict']) => sentencesOf(findings.filter((finding) => finding.verdict === wanted));
  const undecided = sentencesOf(findings.filter(({ reason, detail }) => reason === 'ALLOWED' && detail !== undefined));
  return shownLines([
    `${verdict}: ${headOf(result, { role, workload })}`,
    ...indented(verdict === 'INVALID' ? of('INVALID') : of('INCONCLUSIVE')),
    ...verdict === 'INVALID' ? section('besides, not known', of('INCONCLUSIVE')) : [],
    ...section('allowed, without IAM deciding every condition', undecided),
    ...notes.map((note) => `note: ${note}`),
    ...verdict === 'INVALID' ? [wayOutOf(result) ?? ''].filter((line) => line !== '') : [],
    `not checked: ${NOT_CHECKED.join(', ')}`,
  ]);
}

export function exitCodeOf({ verdict }: ValidationResult): ExitCode {
  return ExitCode[verdict];
}
