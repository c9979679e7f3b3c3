import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { addGrants } from './add-grants';
import { noteCaller } from './role-callers';
import { callerGrants } from '../../core/grant/callers';
import { WorkloadScope } from '../../core/grant/workload';
import { PROPERTY_WORDING } from '../../core/rules/wording';
import { checkStarts } from '../../core/rules/workload-rules';
import { withPath } from '../error-path';

/**
 * Lets a caller start, watch and stop a workload with a role.
 *
 * @throws an error for a role that no call of AWS starts work with
 */
export function grantRun(role: iam.IRole & IConstruct, grantee: iam.IGrantable, workload: WorkloadScope): iam.Grant {
  const { partition, region, account } = Stack.of(role);
  withPath(role.node.path, () => {
    if (grantee === role) {
      throw new Error("'grantee' is the role itself, which may already start what its features say: pass the caller's role, user or group");
    }
    checkStarts(workload, PROPERTY_WORDING);
  });
  noteCaller(role);
  return addGrants(grantee, callerGrants(workload, { partition, region, account }, role.roleArn));
}
