import { byImportance } from './finding-text';
import type { ValidationResult } from './role-validation';
import { Finding, Reason } from './verdict';
import { oneOf, PROPERTY_WORDING, Wording } from '../rules/wording';

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

/** The two ways out of an assumption: state the need, or exclude it. */
function statedNeed(findings: readonly Finding[], features: readonly string[], wording: Wording): string {
  const assumptions = findings.map(({ assumption }) => assumption ?? {});
  const assumed = [...new Set(assumptions.flatMap(({ feature }) => feature ?? []))];
  const properties = [...new Set(assumptions.flatMap(({ property }) => property ?? []))];
  return [
    ...assumed.length > 0 ? [`If the workload uses ${oneOf(assumed.map(wording.featureName))}, ${wording.addFeature(assumed)}. `
      + `If not, ${wording.onlyFeatures(features.filter((feature) => !assumed.includes(feature)))}.`] : [],
    ...properties.map((property) => `If the workload needs it, use ${wording.flag(property, true)}. If not, use ${wording.flag(property, false)}.`),
  ].join(' ');
}

/** What to do about a verdict: one sentence, for the most important finding. Undefined if the finding itself says what to do. */
export function wayOutOf({ verdict, findings, features = [] }: ValidationResult, wording: Wording = PROPERTY_WORDING): string | undefined {
  const [first, ...others] = byImportance(findings.filter((finding) => finding.verdict === verdict && verdict !== 'VALID'));
  const alike = [first, ...others.filter(({ reason }) => reason === first.reason)];
  return first && (first.fix ?? (first.reason === 'MAY_BE_NEEDED' ? statedNeed(alike, features, wording) : WAYS_OUT[first.reason]?.(alike)));
}

function subjectsOf(findings: readonly Finding[]): string {
  return [...new Set(findings.flatMap(({ subject }) => subject ?? []))].join(' and ');
}
