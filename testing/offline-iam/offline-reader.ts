import { policyIn } from './policy-endpoint';
import { boundaryArn, evaluate, mostRestrictive, OfflineAccount, roleArn, roleId, StatementMatcher } from './simulate';
import { PolicyTarget } from '../../src/core/question/policy-targets';
import { IamFailure, IamReader, PolicyReader, RoleDescription, SimulationPage, SimulationRequest } from '../../src/core/verdict/iam-reader';

/** The form of IAM's answers: one result for each action with its resources, or one for each pair of both. */
export type ResponseModel = 'perAction' | 'perPair';

/** How an endpoint treats the parameter that excludes service control policies. */
export type PolicyExclusion = 'honour' | 'ignore' | 'refuse';

/** IAM with one account, without a network. */
export class OfflineReader implements IamReader, PolicyReader {
  public readonly requests: SimulationRequest[] = [];
  /** The number of calls of any method. */
  public calls = 0;

  constructor(
    private readonly account: OfflineAccount,
    private readonly model: ResponseModel = 'perAction',
    private readonly exclusion: PolicyExclusion = 'honour',
    private readonly matches?: StatementMatcher,
  ) {}

  public async getRole(name: string): Promise<RoleDescription> {
    this.calls += 1;
    const role = this.account.roles.find((candidate) => candidate.name === name);
    if (!role) {
      throw new IamFailure('NOT_FOUND', `NoSuchEntity: ${name}`);
    }
    const trust = typeof role.trust === 'object' ? encodeURIComponent(JSON.stringify(role.trust)) : role.trust;
    const { path = '/', tags, sourceRoleTemplate } = role;
    return { arn: roleArn(this.account, role), path, id: roleId(role), trust, tags, boundary: boundaryArn(this.account, role), sourceRoleTemplate };
  }

  public async readPolicy({ arn }: PolicyTarget): Promise<string | undefined> {
    this.calls += 1;
    const policy = policyIn(this.account, arn);
    if (policy === 'accessDenied') {
      throw new IamFailure('ACCESS_DENIED', `AccessDenied: the policy of ${arn}`);
    }
    return policy;
  }

  public async simulate(request: SimulationRequest): Promise<SimulationPage> {
    this.calls += 1;
    this.requests.push(request);
    if (request.withoutScps && this.exclusion === 'refuse') {
      throw new IamFailure('OTHER', 'ValidationError: PolicyExclusionList');
    }
    const role = this.account.roles.find((candidate) => roleArn(this.account, candidate) === request.sourceArn);
    if (!role) {
      throw new IamFailure('NOT_FOUND', `NoSuchEntity: ${request.sourceArn}`);
    }
    const context = Object.fromEntries(request.context.map(({ key, type, values }) => [key, type.endsWith('List') ? [...values] : values[0]]));
    const answers = request.actions.map((action) => ({
      action,
      pairs: request.resources.map((resource) => {
        const evaluation = evaluate(this.account, role, {
          action, resource, context, withoutScps: request.withoutScps && this.exclusion === 'honour', withoutBoundary: request.withoutBoundary,
        }, this.matches);
        return {
          resource,
          decision: evaluation.decision,
          missingContext: evaluation.missingContext,
          matchedPolicies: evaluation.matched.map(({ policyId }) => policyId),
          allowedByBoundary: evaluation.allowedByBoundary,
          allowedByOrganizations: evaluation.allowedByOrganizations,
        };
      }),
    }));
    return {
      evaluations: this.model === 'perPair'
        ? answers.flatMap(({ action, pairs }) => pairs.map((pair) => ({ action, ...pair })))
        : answers.map(({ action, pairs }) => ({
          action,
          resource: 'arn:aws:service:${Region}:${Account}:${Name}',
          decision: mostRestrictive(pairs.map(({ decision }) => decision)),
          missingContext: [...new Set(pairs.flatMap(({ missingContext }) => missingContext))],
          matchedPolicies: [...new Set(pairs.flatMap(({ matchedPolicies }) => matchedPolicies))],
          allowedByOrganizations: pairs.some(({ allowedByOrganizations }) => allowedByOrganizations !== undefined)
            ? pairs.every(({ allowedByOrganizations }) => allowedByOrganizations !== false) : undefined,
          allowedByBoundary: pairs.some(({ allowedByBoundary }) => allowedByBoundary !== undefined)
            ? pairs.every(({ allowedByBoundary }) => allowedByBoundary !== false) : undefined,
          byResource: request.resources[0] === '*' ? [] : pairs.map(({ allowedByOrganizations, ...pair }) => pair),
        })),
    };
  }
}
