import { ContextKeyTypeEnum, EvaluationResult, GetRoleCommand, IAMClient, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { asIamFailure } from './failure';
import { IamFailure, IamReader, RoleDescription, SimulationPage, SimulationRequest } from '../core/verdict/iam-reader';

/** The most attempts per call. The deadline of the validation limits them too. */
const MAX_ATTEMPTS = 20;

/** How to call IAM. By default, the SDK only warns about a request that takes too long: `throwOnRequestTimeout` makes it fail. */
export const CLIENT_CONFIG = {
  retryMode: 'adaptive',
  maxAttempts: MAX_ATTEMPTS,
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
};

const ALLOWS_EVERYTHING = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });

/** Reads IAM with the AWS SDK: GetRole and SimulatePrincipalPolicy, and nothing else. */
export class ClientReader implements IamReader {
  private readonly client: IAMClient;

  constructor(client?: IAMClient) {
    this.client = client ?? new IAMClient(CLIENT_CONFIG);
  }

  public async getRole(name: string, signal: AbortSignal): Promise<RoleDescription> {
    const { Role } = await asIamFailure(signal, () => this.client.send(new GetRoleCommand({ RoleName: name }), { abortSignal: signal }));
    if (!Role?.Arn) {
      throw new IamFailure('OTHER', 'iam:GetRole returned no role');
    }
    return {
      arn: Role.Arn,
      path: Role.Path,
      id: Role.RoleId,
      trust: Role.AssumeRolePolicyDocument,
      tags: Object.fromEntries((Role.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
      boundary: Role.PermissionsBoundary?.PermissionsBoundaryArn,
      sourceRoleTemplate: Role.SourceRoleTemplate?.TemplateArn,
    };
  }

  public async simulate(request: SimulationRequest, signal: AbortSignal): Promise<SimulationPage> {
    const page = await asIamFailure(signal, () => this.client.send(new SimulatePrincipalPolicyCommand({
      PolicySourceArn: request.sourceArn,
      ActionNames: [...request.actions],
      ResourceArns: [...request.resources],
      ContextEntries: request.context.map(({ key, type, values }) => ({
        ContextKeyName: key, ContextKeyType: type as ContextKeyTypeEnum, ContextKeyValues: [...values],
      })),
      MaxItems: 1_000,
      Marker: request.marker,
      ...request.withoutBoundary ? { PermissionsBoundaryPolicyInputList: [ALLOWS_EVERYTHING] } : {},
      ...request.withoutScps ? { PolicyExclusionList: [{ PolicyType: 'scp' as const }] } : {},
    }), { abortSignal: signal }));
    if (page.IsTruncated && !page.Marker) {
      throw new IamFailure('OTHER', 'iam:SimulatePrincipalPolicy returned a truncated page without a marker');
    }
    return {
      evaluations: (page.EvaluationResults ?? []).map(evaluationOf),
      marker: page.IsTruncated ? page.Marker : undefined,
      wasThrottled: (page.$metadata?.attempts ?? 1) > 1,
    };
  }
}

function evaluationOf(result: EvaluationResult) {
  return {
    action: result.EvalActionName,
    resource: result.EvalResourceName,
    decision: result.EvalDecision,
    missingContext: result.MissingContextValues,
    matchedPolicies: result.MatchedStatements?.flatMap(({ SourcePolicyId }) => SourcePolicyId ?? []),
    allowedByOrganizations: result.OrganizationsDecisionDetail?.AllowedByOrganizations,
    allowedByBoundary: result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary,
    byResource: result.ResourceSpecificResults?.map((specific) => ({
      resource: specific.EvalResourceName,
      decision: specific.EvalResourceDecision,
      missingContext: specific.MissingContextValues,
      matchedPolicies: specific.MatchedStatements?.flatMap(({ SourcePolicyId }) => SourcePolicyId ?? []),
      allowedByBoundary: specific.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary,
    })),
  };
}
