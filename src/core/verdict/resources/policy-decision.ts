import { namesRole, RequestingRole } from './role-principal';
import { isObject } from '../../iam/untyped-json';
import { Answer, any } from '../policy/answer';
import { meetsConditions } from '../policy/conditions';
import { Elements } from '../policy/document';
import { NamedAs, RequestContext } from '../policy/request';
import { evaluatePolicy, StatementAnswer } from '../policy/statement';

/** A statement that allows a request, or that may allow it. */
export interface Approval {
  readonly isCertain: boolean;
  /** An approval of the account only lets its IAM policies decide. Undefined if it isn't known. */
  readonly as?: NamedAs;
  /** Whether a permissions boundary limits it. Undefined if it isn't known. */
  readonly isLimited?: boolean;
  /** Why it may not apply. */
  readonly why?: string;
}

/** The decision of a resource policy about a request of a role. */
export interface PolicyDecision {
  readonly denied: Answer;
  readonly approvals: readonly Approval[];
}

/** A request of a role on a resource. */
export interface RoleRequest {
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
}

/** Evaluates the statements of a resource policy for a request of a role. */
export function decide(statements: readonly Elements[], role: RequestingRole, { action, resource, context }: RoleRequest): PolicyDecision {
  const { denied, allowed } = evaluatePolicy(statements, {
    action, resource, context, principalOf: (statement, denies) => namesRole(statement, role, denies),
  });
  return {
    denied: any(denied),
    approvals: allowed.filter(({ applies }) => applies !== 'NO').map((answer) => ({
      isCertain: answer.applies === 'YES', as: answer.as, isLimited: isLimited(answer, context), why: answer.why,
    })),
  };
}

/** Whether the policy allows the request by itself: surely, perhaps, or not. */
export function allows({ approvals }: PolicyDecision, boundaryDenies: boolean): Answer {
  const own = approvals.filter(({ as, isLimited: limited }) => as !== 'account' && !(boundaryDenies && limited));
  return strongest(own, ({ isCertain, isLimited: limited }) => isCertain && (!boundaryDenies || limited === false));
}

/** Whether the policy lets IAM policies of the account allow the request: surely, perhaps, or not. */
export function admits({ approvals }: PolicyDecision): Answer {
  return strongest(approvals, ({ isCertain }) => isCertain);
}

function strongest(approvals: readonly Approval[], isCertain: (approval: Approval) => boolean): Answer {
  return approvals.some(isCertain) ? { applies: 'YES' }
    : approvals.length > 0 ? { applies: 'UNKNOWN', why: approvals.find(({ why }) => why !== undefined)?.why } : { applies: 'NO' };
}

/**
 * A boundary limits an approval of the role's ARN. It doesn't limit one of everyone with the role in `aws:PrincipalArn`. Whether it limits
 * other approvals of everyone or of a session isn't decided.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
function isLimited({ as, statement }: StatementAnswer, context: RequestContext): boolean | undefined {
  if (as === 'itself') {
    return true;
  }
  const byArn = conditionsOnPrincipalArn(statement.get('condition'));
  return as === 'everyone' && byArn !== undefined && meetsConditions(byArn, context, false).applies === 'YES' ? false : undefined;
}

/** The conditions that name the role by its ARN. */
function conditionsOnPrincipalArn(operators: unknown): Record<string, unknown> | undefined {
  const found = Object.entries(isObject(operators) ? operators : {}).flatMap(([operator, keys]) =>
    Object.entries(isObject(keys) ? keys : {}).filter(([key]) => key.toLowerCase() === 'aws:principalarn' && !/not|null|ifexists/i.test(operator))
      .map(([key, values]) => [operator, { [key]: values }] as const));
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}
