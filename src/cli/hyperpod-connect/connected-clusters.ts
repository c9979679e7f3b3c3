import { ConnectedClusters } from '../../core/grant/callers';
import { Environment } from '../../core/iam/environment';
import { EKS_CLUSTER, HYPERPOD_CLUSTER } from '../../core/rules/resource-forms';
import { checkArn } from '../../core/rules/value-rules';
import { EXAMPLE_PLACE, resourceArn, ResourceForm } from '../../core/rules/workload-property';
import { asUsage, UsageError } from '../parser/usage-error';

/** The clusters as typed. */
interface ClusterOptions {
  readonly cluster?: string;
  readonly eksCluster?: string;
  readonly region?: string;
}

interface AskedClusters {
  /** The typed Region, or the one in an ARN. */
  readonly region?: string;
  /** How to get a definite result instead of an unknown one. */
  readonly hints: readonly string[];
  clusters(environment: Environment): ConnectedClusters;
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeCluster.html */
const HYPERPOD_NAME = /^[a-zA-Z\d](-*[a-zA-Z\d]){0,62}$/;

/** The clusters that IAM is asked about: the named ones, or every cluster of the account. */
export function connectedClusters({ cluster, eksCluster, region }: ClusterOptions): AskedClusters {
  const hyperPodArn = cluster === undefined ? undefined : clusterArn('--cluster', cluster, HYPERPOD_CLUSTER, HYPERPOD_NAME);
  const eksArn = eksCluster === undefined ? undefined : clusterArn('--eks-cluster', eksCluster, EKS_CLUSTER, EKS_CLUSTER.name);
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
        ? [`IAM knows HyperPod clusters by their ID, not by a name such as ${cluster}, so the result is about every cluster of the account: `
          + 'use the ARN for a definite result'] : [],
      ...cluster === undefined || eksCluster === undefined
        ? ['without --cluster and --eks-cluster, the result is about every cluster of the account: use both for a definite result'] : [],
    ],
  };
}

/** The typed ARN, or nothing for a name. */
function clusterArn(option: string, typed: string, form: ResourceForm, name: RegExp): string | undefined {
  const shown = `${option} is ${JSON.stringify(typed)}`;
  if (typed.startsWith('arn:')) {
    asUsage(() => checkArn(shown, form, [typed]));
    return typed;
  }
  if (!name.test(typed)) {
    throw new UsageError(`${shown}: use a name, or an ARN such as ${resourceArn(form, form.example, EXAMPLE_PLACE)}`);
  }
  return undefined;
}

/** Rejects a cluster elsewhere, which the caller's own policies don't decide about. */
function checkPlace(arn: string, place: Environment): void {
  const [, partition, , , account] = arn.split(':');
  if (partition !== place.partition) {
    throw new UsageError(`${arn} is in the partition ${partition}, but your credentials are in ${place.partition}: use a cluster of that partition`);
  }
  if (account !== place.account) {
    throw new UsageError(`${arn} is a cluster of account ${account}, but your credentials are of account ${place.account}: use a cluster of that account`);
  }
}

function eksClusterArn(name: string, { partition, region, account }: Environment): string {
  return `arn:${partition}:eks:${region}:${account}:cluster/${name}`;
}

/** The Region of the requests. It must not contradict an ARN: no one makes such requests. */
function commonRegion(typed: string | undefined, arns: Readonly<Record<string, string | undefined>>): string | undefined {
  let common: { readonly option: string; readonly region: string } | undefined = typed === undefined ? undefined : { option: '--region', region: typed };
  for (const [option, arn] of Object.entries(arns)) {
    const region = arn?.split(':')[3];
    if (common && region !== undefined && region !== common.region) {
      throw new UsageError(`${option} is in the Region ${region}, but ${common.option} is ${common.option === '--region' ? '' : 'in '}${common.region}: use one Region`);
    }
    common ??= region === undefined ? undefined : { option, region };
  }
  return common?.region;
}
