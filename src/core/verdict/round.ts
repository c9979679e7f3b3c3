import { IamFailure, PolicyReader, RoleDescription } from './iam-reader';
import { mayChange, openPair } from './open-pairs';
import { explainProofs } from './permissions/explanation';
import { IamCalls } from './permissions/iam-calls';
import { mayBeAllowed, OpenPair, unknownPermissions, validatePermissions } from './permissions/permissions';
import { Requester } from './permissions/request-facts';
import { RoleSession } from './permissions/role-session';
import { ResourcePolicies } from './resources/resource-policies';
import { maySendSessionTags } from './trust/session-tags';
import { validateTrust } from './trust/trust';
import { Finding, withNeed } from './verdict';
import { isSameContextKey, ORGANIZATION_KEY } from '../iam/context-keys';
import { ContextEntry, QuestionGroup, RequiredService } from '../question/question';
import { RoleIdentity } from '../rules/role-identity';

/** The findings of one round. */
export interface RoundFindings {
  readonly trust: readonly Finding[];
  readonly permissions: readonly { readonly group: QuestionGroup; readonly findings: readonly Finding[] }[];
}

/** One round of questions about a role. It can be run again, and keeps what it has learned about the role. */
export class Round {
  /** The role as IAM described it. */
  public description?: RoleDescription;
  private roleArn?: string;
  private trust: readonly Finding[] = [];
  /** The tags of the role's sessions. Until IAM describes the role, a session may have any. */
  private tags: Pick<RoleSession, 'tags' | 'mayHaveOtherTags'> = { tags: {}, mayHaveOtherTags: true };

  /** @param issuedAt when a service gets a session of the role: a date of ISO 8601 */
  constructor(
    private readonly role: RoleIdentity,
    private readonly services: readonly RequiredService[],
    private readonly calls: IamCalls,
    private readonly context: readonly ContextEntry[],
    private readonly issuedAt: string,
    private readonly policies: PolicyReader | undefined,
  ) {
    this.roleArn = role.arn;
  }

  /**
   * Whether another round may have other results. It repeats two questions: it reads a bad trust policy again, and asks about one
   * of the pairs that IAM denied or didn't answer.
   */
  public async mayHaveChanged(pair: OpenPair | undefined): Promise<boolean> {
    const requester = this.requester();
    const [trustHasChanged, pairHasChanged] = await Promise.all([
      this.rereadTrust(), pair !== undefined && requester !== undefined && mayBeAllowed(pair, requester, this.calls, this.context),
    ]);
    return trustHasChanged || pairHasChanged;
  }

  /** The same findings, with more about each proof. */
  public async explain(permissions: RoundFindings['permissions']): Promise<Finding[]> {
    const pairs = permissions.flatMap(({ group, findings }) => findings.map((finding) => openPair(group, finding)));
    const requester = this.requester();
    return requester === undefined ? pairs.map(({ finding }) => finding)
      : explainProofs(pairs, { requester, boundary: this.description?.boundary, ownContext: this.context }, this.calls);
  }

  private async rereadTrust(): Promise<boolean> {
    if (!this.trust.some(mayChange)) {
      return false;
    }
    const before = JSON.stringify(this.trust);
    this.trust = await this.readTrust();
    return JSON.stringify(this.trust) !== before;
  }

  /** Reads the trust policy unless it is known to be valid or doesn't matter, and asks about the groups. */
  public async run(groups: readonly QuestionGroup[]): Promise<RoundFindings> {
    const trustIsValid = this.trust.length > 0 && this.trust.every(({ verdict }) => verdict === 'VALID');
    // A caller is asked about without its trust policy, and may lack iam:GetRole.
    const trustMatters = this.services.length > 0 || this.role.arnIsGuessed;
    const reading = (trustIsValid || !trustMatters) && this.roleArn ? Promise.resolve(this.trust) : this.readTrust();
    // The role's ARN and its tags belong to each request.
    const read = await reading;
    const policies = this.resourcePolicies();
    const permissions = await Promise.all(groups.map(async (group) => ({ group, findings: await this.askGroup(group, policies) })));
    // Only IAM can say whether a role that it can't simulate exists.
    const unknown = !trustMatters && permissions.some(({ findings }) => findings.some(({ reason }) => reason === 'CANNOT_SIMULATE'));
    const trust = unknown ? (await this.readTrust()).filter(({ reason }) => reason === 'ROLE_NOT_FOUND') : read;
    this.trust = trust;
    // If there is no role, nothing else matters.
    const isMissing = trust.some(({ reason }) => reason === 'ROLE_NOT_FOUND');
    return { trust, permissions: isMissing ? groups.map((group) => ({ group, findings: [] })) : permissions };
  }

  private async readTrust(): Promise<Finding[]> {
    let description: RoleDescription;
    try {
      description = await this.calls.getRole(this.role.name);
    } catch (error) {
      return [unreadable(error as Error, this.role.name)];
    }
    const { arn, arnIsGuessed = false } = this.role;
    if (arn !== undefined && !arnIsGuessed && description.arn !== arn) {
      // A name is unique in an account, even under another path, so no role has this ARN.
      // Another role's permissions prove nothing.
      return [{
        verdict: 'INVALID', reason: 'ROLE_NOT_FOUND', subject: arn, detail: `the role of this name is ${description.arn}`, fix: `Use ${description.arn}.`,
      }];
    }
    this.roleArn = description.arn;
    this.description = description;
    this.tags = {
      tags: description.tags ?? {},
      mayHaveOtherTags: description.tags === undefined || maySendSessionTags(description.trust, this.services, this.role.partition),
    };
    const question = { services: this.services, ...this.role, organizationId: organizationIn(this.context) };
    const findings = validateTrust(description.trust, description.path, question);
    return findings.map((finding) => withNeed(finding, this.services.find(({ service }) => service === finding.subject)!));
  }

  private async askGroup(group: QuestionGroup, policies: ResourcePolicies | undefined): Promise<Finding[]> {
    const requester = this.requester();
    return requester ? validatePermissions(group, requester, { calls: this.calls, policies }, this.context) : unknownPermissions(group);
  }

  /** The role in its session, if its ARN is known. */
  private requester(): Requester | undefined {
    const { account, region } = this.role;
    const session = { ...this.tags, issuedAt: this.issuedAt, isOfService: this.services.length > 0 };
    return this.roleArn === undefined ? undefined : { arn: this.roleArn, account, region, session };
  }

  /** Each round reads the policies again, because a change of them takes time. */
  private resourcePolicies(): ResourcePolicies | undefined {
    const { policies } = this;
    return policies && new ResourcePolicies(this.role.account, (target) => this.calls.readPolicy(policies, target), this.description?.id);
  }
}

/** The organization of the account, if the user knows it. */
function organizationIn(context: readonly ContextEntry[]): string | undefined {
  return context.find(({ key }) => isSameContextKey(key, ORGANIZATION_KEY))?.values[0];
}

function unreadable(error: Error, subject: string): Finding {
  return error instanceof IamFailure && error.kind === 'NOT_FOUND'
    ? { verdict: 'INVALID', reason: 'ROLE_NOT_FOUND', subject }
    : { verdict: 'INCONCLUSIVE', reason: 'CANNOT_READ_TRUST', subject: 'iam:GetRole', detail: error.message };
}
