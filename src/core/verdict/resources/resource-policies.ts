import { combine, ReadPolicy } from './combination';
import { decide } from './policy-decision';
import { requestContext } from './request-context';
import { RequestingRole } from './role-principal';
import { policyTarget, PolicyTarget } from '../../question/policy-targets';
import type { AskedGroup } from '../permissions/denial';
import { PairAnswer } from '../permissions/simulation';
import { statementsOf } from '../policy/document';
import type { Finding } from '../verdict';

/** A request, and how IAM answered it. */
export interface AnsweredRequest extends Pick<AskedGroup, 'group' | 'context' | 'ownContext'> {
  readonly finding: Finding;
  readonly answer: PairAnswer;
}

/** The policies of the resources that a workload names. Each is read once. */
export class ResourcePolicies {
  private readonly documents = new Map<string, Promise<string | undefined>>();

  /** @param roleId the role's unique id, if it is known */
  constructor(
    private readonly account: string,
    private readonly read: (target: PolicyTarget) => Promise<string | undefined>,
    private readonly roleId: string | undefined,
  ) {}

  /** The finding about a request, with the policy of its resource. */
  public async combined(roleArn: string, request: AnsweredRequest): Promise<Finding> {
    const { finding, answer, group } = request;
    const target = policyTarget(answer.action, answer.resource, group, this.account);
    return target ? combine(finding, answer, target, await this.policyFor(target, roleArn, request)) : finding;
  }

  private async policyFor(target: PolicyTarget, roleArn: string, { answer, group, context, ownContext }: AnsweredRequest): Promise<ReadPolicy> {
    let document: string | undefined;
    try {
      document = await this.documentOf(target);
    } catch (error) {
      return { unread: (error as Error).message };
    }
    const statements = document === undefined ? [] : statementsOf(document);
    if (!statements) {
      return { unread: "it isn't readable" };
    }
    const { action, resource, allowedByBoundary } = answer;
    const role: RequestingRole = { arn: roleArn, account: this.account, id: this.roleId, hasBoundary: allowedByBoundary !== undefined };
    const facts = context.filter(({ key }) => ownContext.some((own) => own.key === key) || group.facts.some((fact) => fact.key === key));
    return {
      asked: decide(statements, role, { action, resource, context: requestContext(context, [], role) }),
      inAny: decide(statements, role, { action, resource, context: requestContext(facts, group.assumed, role) }),
    };
  }

  private documentOf(target: PolicyTarget): Promise<string | undefined> {
    const known = this.documents.get(target.arn) ?? this.read(target);
    this.documents.set(target.arn, known);
    return known;
  }
}
