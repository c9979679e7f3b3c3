import { PolicyTarget } from '../question/policy-targets';
import { ContextEntry } from '../question/question';

/** A role as IAM describes it. */
export interface RoleDescription {
  readonly arn: string;
  readonly path?: string;
  /** The unique id, such as `AROA…`. A new role of the same name has another one. */
  readonly id?: string;
  /** The trust policy as IAM returns it, URL-encoded. */
  readonly trust?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** The ARN of the permissions boundary. */
  readonly boundary?: string;
  /** The ARN of the role template that the role was created from. */
  readonly sourceRoleTemplate?: string;
}

/** One call of SimulatePrincipalPolicy. */
export interface SimulationRequest {
  readonly sourceArn: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly context: readonly ContextEntry[];
  /** Ignores the organization's service control policies. */
  readonly withoutScps?: boolean;
  /** Replaces the role's permissions boundary with one that allows everything. */
  readonly withoutBoundary?: boolean;
  readonly marker?: string;
}

/** The answer for one action on one resource. */
export interface Evaluation {
  readonly decision?: string;
  readonly missingContext?: readonly string[];
  /** The ids of the policies whose statements decided. */
  readonly matchedPolicies?: readonly string[];
  readonly allowedByBoundary?: boolean;
}

/** The answer for one action. */
export interface ActionEvaluation extends Evaluation {
  readonly action?: string;
  readonly resource?: string;
  readonly allowedByOrganizations?: boolean;
  readonly byResource?: readonly (Evaluation & { readonly resource?: string })[];
}

export interface SimulationPage {
  readonly evaluations: readonly ActionEvaluation[];
  /** Where the next page begins. Undefined on the last page. */
  readonly marker?: string;
  /** Whether IAM refused the call at first, because there were too many. */
  readonly wasThrottled?: boolean;
}

/** The two calls that a validation needs. */
export interface IamReader {
  getRole(name: string, signal: AbortSignal): Promise<RoleDescription>;
  simulate(request: SimulationRequest, signal: AbortSignal): Promise<SimulationPage>;
}

/** Reads the policies of resources. */
export interface PolicyReader {
  /** The policy of a resource. Undefined if the resource has none. */
  readPolicy(target: PolicyTarget, signal: AbortSignal): Promise<string | undefined>;
}

export type FailureKind = 'NOT_FOUND' | 'ACCESS_DENIED' | 'THROTTLED' | 'OTHER';

/** A call that IAM refused or didn't answer. */
export class IamFailure extends Error {
  constructor(public readonly kind: FailureKind, message: string, options?: ErrorOptions) {
    super(message, options);
  }
}
