import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { addGrants } from './add-grants';
import { warnOfParameters } from './input-warnings';
import { connectGrants } from '../../core/grant/callers';
import { ANYWHERE } from '../../core/iam/environment';
import { HyperPodClusters } from '../../execution-role-props';
import { pathOf, withPath } from '../error-path';
import { checkShape, Shape } from '../value-shape';
import { checkNestedClusters, clusterScope } from '../workload/cluster-scope';

const CLUSTERS: Shape<HyperPodClusters> = { clusterArn: 'text', eksClusterArn: 'text' };

/** Grants a caller the connection to a HyperPod cluster. */
export function grantConnection(grantee: iam.IGrantable, clusters: HyperPodClusters): iam.Grant {
  const named = withPath(pathOf(grantee), () => {
    checkShape(undefined, clusters, CLUSTERS);
    const missing = (['clusterArn', 'eksClusterArn'] as const).find((property) => clusters[property] === undefined);
    if (missing !== undefined) {
      throw new Error(`'${missing}' is missing: pass the ARN of the cluster`);
    }
    return clusterScope(clusters);
  });
  if (Construct.isConstruct(grantee)) {
    checkNestedClusters(grantee, clusters);
    warnOfParameters(grantee, [{ property: 'clusterArn', text: clusters.clusterArn }, { property: 'eksClusterArn', text: clusters.eksClusterArn }]);
  }
  // Both clusters are named, so no statement fills in the place.
  return addGrants(grantee, connectGrants(named, ANYWHERE));
}
