import { RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { withPath } from '../error-path';
import { managedPolicy, numbered } from './managed-policy';
import { warnOfPolicyQuota } from './role-warnings';
import { Grant } from '../../core/grant/grant';
import { packGrants } from '../../core/grant/packing/packed-grants';
import { MANAGED_POLICY_QUOTA } from '../../core/grant/packing/packing';
import { PolicyStatementJson } from '../../core/grant/packing/statement-length';
import { asPropertyName } from '../../core/rules/wording';
import { TokenLengths } from '../workload/token-lengths';

/** The managed policies of a role: its own, and a count of all that are attached. */
export class RolePolicies {
  private readonly own: iam.ManagedPolicy[] = [];
  private attached = 0;

  constructor(private readonly role: iam.Role) {}

  /**
   * Creates the policies and attaches them.
   *
   * @param before whether the role references its policies; a policy that names the role always references the role instead,
   *   because the other order is a circular dependency
   */
  public create(granted: readonly Grant[], before: boolean, lengths: TokenLengths): void {
    const { policies, passRolePolicies } = withPath(this.role.node.path,
      () => packGrants(granted, (value) => lengths.lengthOf(value), asPropertyName));
    const createOne = (id: string, statements: readonly PolicyStatementJson[], isBefore: boolean) =>
      this.attach(managedPolicy(this.role, id, statements, granted, isBefore ? undefined : [this.role]), isBefore);
    policies.forEach((statements, index) => createOne(numbered('Policy', index), statements, before));
    passRolePolicies.forEach((statements, index) => createOne(numbered('PassRolePolicy', index), statements, false));
  }

  /** Counts an attached policy, and warns about the first one over the quota. */
  public count(): void {
    this.attached += 1;
    if (this.attached === MANAGED_POLICY_QUOTA + 1) {
      warnOfPolicyQuota(this.role, MANAGED_POLICY_QUOTA);
    }
  }

  /** Applies a removal policy: a retained role is useless without its permissions. */
  public applyRemovalPolicy(policy: RemovalPolicy): void {
    this.own.forEach((own) => own.applyRemovalPolicy(policy));
  }

  private attach(policy: iam.ManagedPolicy, before: boolean): void {
    this.own.push(policy);
    if (before) {
      this.role.addManagedPolicy(policy);
    } else {
      this.count();
    }
  }
}
