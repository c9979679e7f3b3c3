import { assumeRoleRequests, RolePlace } from './assume-role-request';
import type { RequiredService } from '../../question/question';
import { Answer, any } from '../policy/answer';
import { Elements, statementsOf } from '../policy/document';
import { PolicyRequest } from '../policy/request';
import { evaluatePolicy } from '../policy/statement';
import { Finding, Verdict, withNeed } from '../verdict';

/** The services that must be able to assume the role, and where. */
export interface TrustQuestion extends RolePlace {
  readonly services: readonly RequiredService[];
}

/**
 * One finding per required service: whether the role's trust policy lets it assume the role.
 *
 * INVALID only if the policy definitely excludes the service. INCONCLUSIVE if that depends on a future request.
 */
export function validateTrust(document: string | undefined, rolePath: string | undefined, question: TrustQuestion): Finding[] {
  const alike = (finding: Finding) => question.services.map(({ service: subject }) => ({ ...finding, subject }));
  if (rolePath?.startsWith('/aws-service-role/')) {
    return alike({ verdict: 'INVALID', reason: 'UNTRUSTED', detail: 'it is a service-linked role', fix: 'Use a role that is not service-linked.' });
  }
  const statements = document === undefined ? undefined : statementsOf(document);
  if (!statements) {
    const detail = document === undefined ? 'IAM returned no trust policy' : "IAM returned a policy that isn't readable";
    return alike({ verdict: 'INCONCLUSIVE', reason: 'CANNOT_READ_TRUST', detail });
  }
  return question.services.map((required) => ({ ...serviceFinding(statements, required, question), subject: required.service }));
}

function serviceFinding(statements: readonly Elements[], required: RequiredService, place: RolePlace): Finding {
  const answers = assumeRoleRequests(required, place).map(({ parts, type }) =>
    ({ type, finding: worst(parts.map((part) => requestFinding(statements, part))) }));
  const documented = together(answers.filter(({ type }) => !type.undocumented).map(({ type, finding }) => withNeed(finding, type)));
  const mayWork = documented.verdict === 'INVALID' && answers.find(({ type, finding }) => type.undocumented && finding.verdict !== 'INVALID');
  return mayWork ? doubt(`AWS doesn't document that a service assumes a role for ${mayWork.type.type}: ${documented.detail}`) : namingActions(documented, required);
}

/** The fault with the actions that the service needs, if these are several. */
function namingActions(finding: Finding, { service, actions = [] }: RequiredService): Finding {
  return finding.verdict === 'INVALID' && actions.length > 1
    ? { ...finding, fix: finding.fix ?? `Allow ${service} the actions ${actions.join(' and ')} in the role's trust policy.` } : finding;
}

/** IAM must allow each action of a request. */
function worst(findings: readonly Finding[]): Finding {
  return byVerdict(findings, 'INVALID') ?? byVerdict(findings, 'INCONCLUSIVE') ?? findings[0];
}

function requestFinding(statements: readonly Elements[], request: PolicyRequest): Finding {
  const { denied, allowed } = evaluatePolicy(statements, request);
  const [denial, approval]: Answer[] = [any(denied), any(allowed)];
  if (denial.applies === 'YES') {
    return { verdict: 'INVALID', reason: 'UNTRUSTED', detail: 'a Deny statement applies', fix: "Change the Deny statement of the role's trust policy." };
  }
  if (approval.applies === 'NO') {
    const fix = approval.byCondition ? { fix: "Change this condition of the role's trust policy so that it fits the workload." } : {};
    return { verdict: 'INVALID', reason: 'UNTRUSTED', detail: approval.why ?? `no statement allows ${request.action === 'sts:AssumeRole' ? 'it' : request.action}`, ...fix };
  }
  if (denial.applies === 'UNKNOWN') {
    return doubt(`a Deny statement may apply: ${denial.why}`);
  }
  return approval.applies === 'UNKNOWN'
    ? doubt(approval.why)
    : { verdict: 'VALID', reason: 'TRUSTED', detail: 'a statement allows it' };
}

/** A service may act for several kinds of resources. A role that trusts it for some of them may run the workload. */
function together(findings: readonly Finding[]): Finding {
  const open = worst(findings);
  const needed = findings.filter(({ assumption }) => assumption === undefined);
  if (needed.every(({ verdict }) => verdict === open.verdict)) {
    return open;
  }
  // All that the workload surely needs is trusted, or only a part of it.
  return open.assumption ? open : doubt(open.detail);
}

function byVerdict(findings: readonly Finding[], verdict: Verdict): Finding | undefined {
  return findings.find((finding) => finding.verdict === verdict && !finding.assumption) ?? findings.find((finding) => finding.verdict === verdict);
}

function doubt(detail: string | undefined): Finding {
  return { verdict: 'INCONCLUSIVE', reason: 'TRUST_CONDITION', detail };
}
