import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

const PROBE = 'MutabilityProbe';

/** A policy that notices whether a role takes it. It attaches nothing, and it isn't in the template. */
class ProbePolicy extends iam.Policy {
  public isTaken = false;

  public attachToRole(): void {
    this.isTaken = true;
  }
}

/** Whether CDK adds policies to a role. An immutable role ignores them. An imported role of another account does, too. */
export function isMutable(role: iam.IRole, scope: Construct): boolean {
  const probe = new ProbePolicy(scope, PROBE);
  role.attachInlinePolicy(probe);
  scope.node.tryRemoveChild(PROBE);
  return probe.isTaken;
}
