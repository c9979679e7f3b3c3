import type { Conditions } from './data/policy-types';
import type { ListProperty } from '../rules/workload-properties';

/** The owner of a bucket that any account may own. */
export const ANY_OWNER = 'any';

/** Access to one bucket, or to one prefix of it (`''` for all of it). */
export interface BucketScope {
  readonly arn: string;
  readonly prefix: string;
  readonly read: boolean;
  readonly write: boolean;
  /** The account that must own the bucket. Undefined: any account may, because AWS owns the bucket or the user says so. */
  readonly owner?: string;
  /** Whether the owner isn't stated. */
  readonly ownerIsAssumed?: boolean;
  /** The region of the bucket, if it is known. */
  readonly region?: string;
}

/** The network that a job's containers are placed in. */
export interface NetworkScope {
  readonly vpcId: string;
  /** The account that owns the subnets, if it differs from the role's account. */
  readonly ownerAccount?: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

/** A permission of the user's own. */
export interface PermissionScope {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Conditions;
  readonly reason: string;
}

/** The demands on the jobs that a role starts. The names are those of `policies/job-conditions.json`. */
export interface JobConditionsScope {
  readonly requireNetwork?: boolean;
  readonly requireVolumeKey?: boolean;
  readonly requireOutputKey?: boolean;
  readonly requireNetworkIsolation?: boolean;
  readonly requireTrafficEncryption?: boolean;
  readonly forbidRemoteDebug?: boolean;
  /** Types such as `ml.m5.large`, and families such as `ml.g5.*`. */
  readonly instanceTypes?: readonly string[];
  /** In seconds. */
  readonly maxRuntime?: number;
}

/**
 * A workload in plain strings. `grants` derives the permissions from it.
 *
 * For an omitted property, the data of its scopes decides. An empty list names nothing.
 */
export interface WorkloadScope extends Readonly<Partial<Record<ListProperty, readonly string[]>>> {
  readonly roleType: string;
  /** The features that the user states, in addition to the default features. */
  readonly features?: readonly string[];
  /** Whether the workload starts from the documented minimum instead of the default features. */
  readonly minimal?: boolean;
  readonly buckets?: readonly BucketScope[];
  /** The encryption keys of the buckets, in addition to `encryptionKeys`. */
  readonly bucketKeys?: readonly string[];
  readonly keysViaServiceOnly?: boolean;
  readonly network?: NetworkScope;
  /** Whether the network interfaces lack the condition `ec2:AuthorizedService`. */
  readonly anyAuthorizedService?: boolean;
  readonly passSelf?: boolean;
  /** The start of the names of jobs, models, endpoints, pipelines and feature groups. */
  readonly resourceNamePrefix?: string;
  /** The versions and aliases among `functions` whose ARNs don't show it. */
  readonly qualifiedFunctions?: readonly string[];
  readonly additionalPermissions?: readonly PermissionScope[];
  readonly jobConditions?: JobConditionsScope;
  readonly resourceTags?: Readonly<Record<string, string>>;
  readonly hyperPodClusters?: readonly string[];
  readonly eksClusters?: readonly string[];
}
