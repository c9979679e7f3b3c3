import { byImportance } from './finding-text';
import type { ValidationResult } from './role-validation';
import { Finding, Reason } from './verdict';
import { groupBy } from '../iam/group-by';
import { oneOf, PROPERTY_WORDING, Wording } from '../rules/wording';

/** The way out of findings with the same reason. */
type WayOut = (findings: readonly Finding[], wording: Wording, features: readonly string[]) => string;

/** One way out for each reason. Without one, the finding itself says what to do. */
const WAYS_OUT: Readonly<Partial<Record<Reason, WayOut>>> = {
  ROLE_NOT_FOUND: () => 'Check the name and the account of the role.',
  UNTRUSTED: (findings) => `Add ${subjectsOf(findings)} to the role's trust policy, with the action sts:AssumeRole.`,
  MISSING_PERMISSION: () => "Add the statements in 'policy' to the role, or create the role with SageMakerExecutionRole.",
  PERMISSIONS_BOUNDARY: (findings) => `Allow these actions in the role's permissions boundary${
    findings.some(({ alsoMissing }) => alsoMissing) ? ", and add the statements in 'policy' to the role" : ''}.`,
  EXPLICIT_DENY: () => "Change the Deny statement so that it doesn't apply to this role.",
  ORGANIZATIONS: () => 'Ask the administrator of your organization whether its service control policies allow these actions.',
  MISSING_CONTEXT: (findings, { context }) => "If you know the workload's requests, pass their values: "
    + `${context(Object.assign({}, ...findings.map((finding) => finding.context ?? {})))}.`,
  RESOURCE_POLICY: (_, { property }) => `Make sure that the policy of the resource lets the role in. If it depends on condition keys, pass them in ${property('context')}.`,
  UNSCOPED: () => 'Name the resources that the workload uses, so that they can be validated.',
  TRUST_CONDITION: (findings) => `Make sure that the conditions of the role's trust policy let ${subjectsOf(findings)} assume the role.`,
  CANNOT_READ_TRUST: callIam,
  CANNOT_SIMULATE: callIam,
  INCOMPLETE: () => 'Try again.',
  MAY_BE_NEEDED: (findings, wording, features) => statedNeed(findings, features, wording),
};

function callIam(findings: readonly Finding[]): string {
  return findings.some(({ detail }) => detail?.includes('AccessDenied'))
    ? 'Allow the caller iam:GetRole and iam:SimulatePrincipalPolicy on the role, then try again.' : 'Try again.';
}

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

/** What to do about a verdict: one way out for each reason, the most important first. */
export function waysOutOf({ verdict, findings, features = [] }: ValidationResult, wording: Wording = PROPERTY_WORDING): string[] {
  const important = byImportance(findings.filter((finding) => finding.verdict === verdict && verdict !== 'VALID'));
  const alike = groupBy(important, ({ reason, fix }) => fix ?? reason);
  return [...new Set([...alike.values()].flatMap((group) => group[0].fix ?? WAYS_OUT[group[0].reason]?.(group, wording, features) ?? []))];
}

function subjectsOf(findings: readonly Finding[]): string {
  return [...new Set(findings.flatMap(({ subject }) => subject ?? []))].join(' and ');
}
