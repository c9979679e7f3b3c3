import { IConstruct } from 'constructs';
import { checkAtSynthesis } from './scope-texts';
import { partsOf } from './token-parts';
import { WorkloadScope } from '../../core/grant/workload';
import { quotedText } from '../../core/rules/partial-text';
import { EKS_CLUSTER, HYPERPOD_CLUSTER } from '../../core/rules/resource-forms';
import { checkArn } from '../../core/rules/value-rules';
import { ResourceForm } from '../../core/rules/workload-property';
import { lookedUp } from '../lookup-placeholder';

interface ClusterArns {
  readonly clusterArn?: string;
  readonly eksClusterArn?: string;
}

/** The clusters that a caller connects to, checked. An omitted one can be any cluster. */
export function clusterScope({ clusterArn, eksClusterArn }: ClusterArns): Pick<WorkloadScope, 'hyperPodClusters' | 'eksClusters'> {
  const named = (property: string, arn: string | undefined, form: ResourceForm) => arn === undefined ? undefined : [checkedArn(property, arn, form)];
  return { hyperPodClusters: named('clusterArn', clusterArn, HYPERPOD_CLUSTER), eksClusters: named('eksClusterArn', eksClusterArn, EKS_CLUSTER) };
}

/** Makes the synthesis fail if the literal parts inside of tokens are bad. */
export function checkNestedClusters(construct: IConstruct, clusters: ClusterArns): void {
  checkAtSynthesis(construct, clusters, clusterScope);
}

function checkedArn(property: string, given: string, form: ResourceForm): string {
  const arn = lookedUp(given);
  if (partsOf(arn).some((part) => typeof part === 'string')) {
    checkArn(`'${property}' is ${quotedText(partsOf(arn))}`, form, partsOf(arn));
  }
  return arn;
}
