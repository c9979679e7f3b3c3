import * as iam from 'aws-cdk-lib/aws-iam';
import { Grant } from '../../core/grant/grant';

/** Adds grants to the policy of a principal. */
export function addGrants(grantee: iam.IGrantable, granted: readonly Grant[]): iam.Grant {
  return granted
    .map(({ actions, resources, conditions }) =>
      iam.Grant.addToPrincipal({ grantee, actions: [...actions], resourceArns: [...resources], conditions }))
    .reduce((all, grant) => all.combine(grant));
}
