import { ConnectedClusters } from '../../core/grant/hyperpod-connect';
import { Environment } from '../../core/grant/workload';
import { UsageError } from '../parser/usage-error';

/** The clusters that a caller connects to, as they were typed. */
interface ClusterOptions {
  readonly cluster?: string;
  readonly eksCluster?: string;
  readonly region?: string;
}

interface AskedClusters {
  /** The region that was typed, or that an ARN tells. */
  readonly region?: string;
  /** What would make an unknown answer a definite one. */
  readonly hints: readonly string[];
  clusters(environment: Environment): ConnectedClusters;
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeCluster.html */
const HYPERPOD_NAME = /^[a-zA-Z\d](-*[a-zA-Z\d]){0,62}$/;
/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html */
const EKS_NAME = /^[a-zA-Z\d][\w-]{0,99}$/;

/** What is asked about: the clusters that are named, and any of the account where none is. */
export function connectedClusters({ cluster, eksCluster, region }: ClusterOptions): AskedClusters {
  const hyperPodArn = cluster === undefined ? undefined : clusterArn('--cluster', cluster, 'sagemaker', HYPERPOD_NAME);
  const eksArn = eksCluster === undefined ? undefined : clusterArn('--eks-cluster', eksCluster, 'eks', EKS_NAME);
  return {
    region: commonRegion(region, { '--cluster': hyperPodArn, '--eks-cluster': eksArn }),
    clusters: (environment) => {
      [hyperPodArn, eksArn].forEach((arn) => arn === undefined || checkPlace(arn, environment));
      return {
        hyperPodClusters: hyperPodArn === undefined ? undefined : [hyperPodArn],
        eksClusters: eksCluster === undefined ? undefined : [eksArn ?? eksClusterArn(eksCluster, environment)],
      };
    },
    hints: [
      ...cluster !== undefined && hyperPodArn === undefined
        ? [`IAM knows HyperPod clusters by their id, not by a name such as ${cluster}, so that it was asked about any of the account: for a definite `
          + 'answer, give the ARN'] : [],
      ...cluster === undefined || eksCluster === undefined
        ? ['a cluster that is not named stands for any of the account: for a definite answer, give --cluster and --eks-cluster'] : [],
    ],
  };
}

/** The ARN that was typed, or nothing for a name. */
function clusterArn(option: string, typed: string, service: string, name: RegExp): string | undefined {
  const isArn = new RegExp(`^arn:[^:]+:${service}:[a-z]{2,}(?:-[a-z]+)+-\\d+:\\d{12}:cluster/[\\w-]+$`).test(typed);
  if (!isArn && !name.test(typed)) {
    throw new UsageError(`${option} is ${JSON.stringify(typed)}: use a name, or an ARN such as arn:aws:${service}:us-east-1:123456789012:cluster/NAME`);
  }
  return isArn ? typed : undefined;
}

/** What the caller's own policies say of a cluster elsewhere lets nobody connect to it. */
function checkPlace(arn: string, place: Environment): void {
  const [, partition, , , account] = arn.split(':');
  if (partition !== place.partition) {
    throw new UsageError(`${arn} is of the partition ${partition}, and this is ${place.partition}: use a cluster of this partition`);
  }
  if (account !== place.account) {
    throw new UsageError(`${arn} is a cluster of the account ${account}, and this is ${place.account}: use a cluster of this account`);
  }
}

function eksClusterArn(name: string, { partition, region, account }: Environment): string {
  return `arn:${partition}:eks:${region}:${account}:cluster/${name}`;
}

/** The region of the requests. One that contradicts an ARN would have IAM asked about requests that nobody makes. */
function commonRegion(typed: string | undefined, arns: Readonly<Record<string, string | undefined>>): string | undefined {
  let common: { readonly option: string; readonly region: string } | undefined = typed === undefined ? undefined : { option: '--region', region: typed };
  for (const [option, arn] of Object.entries(arns)) {
    const region = arn?.split(':')[3];
    if (common && region !== undefined && region !== common.region) {
      throw new UsageError(`${option} is of the region ${region}, and ${common.option} of ${common.region}: use clusters of one region`);
    }
    common ??= region === undefined ? undefined : { option, region };
  }
  return common?.region;
}
