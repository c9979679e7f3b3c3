import { Stack, StackProps } from 'aws-cdk-lib';
import { StackSet, StackSetStack, StackSetTarget, StackSetTemplate } from 'cdk-stacksets';
import { Construct } from 'constructs';
import { assertForEveryAccount } from './every-account';
import { ExecutionRoles } from './execution-roles';
import { ROLL_OUT } from './roll-out';

export interface RolesStackProps extends StackProps {
  readonly organizationalUnits: string[];

  /**
   * The regions of the workloads. The permissions of a role are for the region of its stack, so each region gets its own roles.
   *
   * @default - the region of this stack
   */
  readonly regions?: string[];
}

/**
 * A role of each type in every account of the organizational units. The template has no assets, so the accounts need neither a CDK
 * bootstrap nor a bucket.
 */
export class RolesStack extends Stack {
  constructor(scope: Construct, id: string, props: RolesStackProps) {
    super(scope, id, props);

    const everyAccount = new StackSetStack(this, 'EveryAccount');
    assertForEveryAccount(everyAccount);
    new ExecutionRoles(everyAccount, 'Roles');

    new StackSet(this, 'StackSet', {
      ...ROLL_OUT,
      description: 'A SageMaker execution role of each type in every account',
      template: StackSetTemplate.fromStackSetStack(everyAccount),
      target: StackSetTarget.fromOrganizationalUnits({
        organizationalUnits: props.organizationalUnits, regions: props.regions ?? [this.region],
      }),
    });
  }
}
