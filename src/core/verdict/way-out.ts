import { byImportance } from './finding-text';
import type { ValidationResult } from './role-validation';
import { Finding, Reason } from './verdict';

const CALL_IAM = 'Allow the caller iam:GetRole and iam:SimulatePrincipalPolicy on the role, then try again.';

/** One way out for each reason. */
const WAYS_OUT: Readonly<Partial<Record<Reason, (findings: readonly Finding[]) => string>>> = {
  ROLE_NOT_FOUND: () => 'Check the name and the account of the role.',
  UNTRUSTED: (findings) => `Add ${subjectsOf(findings)} to the role's trust policy, with the action sts:AssumeRole.`,
  MISSING_PERMISSION: () => 'Add these permissions to the role, or create the role with SageMakerExecutionRole.',
  PERMISSIONS_BOUNDARY: () => "Allow these actions in the role's permissions boundary.",
  EXPLICIT_DENY: () => "Change the Deny statement so that it doesn't apply to this role.",
  ORGANIZATIONS: () => 'Ask the administrator of your organization whether its service control policies allow these actions.',
  MISSING_CONTEXT: () => "Pass the condition keys of the workload's requests in 'context'.",
  UNSCOPED: () => 'Name the resources that the workload uses, so that they can be validated.',
  TRUST_CONDITION: (findings) => `Make sure that the conditions of the role's trust policy let ${subjectsOf(findings)} assume the role.`,
  CANNOT_READ_TRUST: () => CALL_IAM,
  CANNOT_SIMULATE: () => CALL_IAM,
  INCOMPLETE: () => 'Try again.',
};

/** What to do about a verdict: one sentence, for the most important finding. Undefined if the finding itself says what to do. */
export function wayOutOf({ verdict, findings }: ValidationResult): string | undefined {
  const [first, ...others] = byImportance(findings.filter((finding) => finding.verdict === verdict && verdict !== 'VALID'));
  return first && (first.fix ?? WAYS_OUT[first.reason]?.([first, ...others.filter(({ reason }) => reason === first.reason)]));
}

function subjectsOf(findings: readonly Finding[]): string {
  return [...new Set(findings.flatMap(({ subject }) => subject ?? []))].join(' and ');
}
