import { ContextEntry } from '../question/question';

/** A role as IAM describes it. */
export interface RoleDescription {
  readonly arn: string;
  readonly path?: string;
  /** The trust policy, as it came. */
  readonly trust?: string;
}

/** One call of SimulatePrincipalPolicy. */
export interface SimulationRequest {
  readonly sourceArn: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly context: readonly ContextEntry[];
  /** Asks what would be without the organization's service control policies. */
  readonly withoutScps?: boolean;
  readonly marker?: string;
}

/** What is said of one action on one resource. */
export interface Evaluation {
  readonly decision?: string;
  readonly missingContext?: readonly string[];
  /** The ids of the policies whose statements decided. */
  readonly matchedPolicies?: readonly string[];
  readonly allowedByBoundary?: boolean;
}

/** What is said of one action. */
export interface ActionEvaluation extends Evaluation {
  readonly action?: string;
  readonly resource?: string;
  readonly allowedByOrganizations?: boolean;
  readonly byResource?: readonly (Evaluation & { readonly resource?: string })[];
}

export interface SimulationPage {
  readonly evaluations: readonly ActionEvaluation[];
  /** Where the next page begins, if there is one. */
  readonly marker?: string;
}

/** The two calls that judging a role needs. */
export interface IamReader {
  getRole(name: string, signal: AbortSignal): Promise<RoleDescription>;
  simulate(request: SimulationRequest, signal: AbortSignal): Promise<SimulationPage>;
}

export type FailureKind = 'NOT_FOUND' | 'ACCESS_DENIED' | 'OTHER';

/** A call that IAM did not answer, or refused. */
export class IamFailure extends Error {
  constructor(public readonly kind: FailureKind, message: string, options?: ErrorOptions) {
    super(message, options);
  }
}
