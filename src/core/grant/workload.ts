/** Where a role lives. The values may be placeholders that a later stage fills in. */
export interface Environment {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** Access to one bucket, or to one prefix of it (`''` for all of it). */
export interface BucketScope {
  readonly arn: string;
  readonly prefix: string;
  readonly read: boolean;
  readonly write: boolean;
}

/** The network that a job's containers are placed in. */
export interface NetworkScope {
  readonly vpcId: string;
  /** The account that owns the subnets, where it is another than the role's. */
  readonly ownerAccount?: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

/**
 * A workload in plain strings: what `grants` turns into permissions.
 *
 * A property that is left out is open: its scopes fall back to what their data says. An empty list names nothing.
 */
export interface WorkloadScope {
  readonly roleType: string;
  /** What the workload needs besides the default features of its role type. */
  readonly features?: readonly string[];
  /** Whether the workload starts from the documented minimum instead of the default features. */
  readonly minimal?: boolean;
  readonly buckets?: readonly BucketScope[];
  readonly encryptionKeys?: readonly string[];
  /** Keys that are used besides `encryptionKeys`, also where those are left out: the buckets' own. */
  readonly bucketKeys?: readonly string[];
  readonly keysViaServiceOnly?: boolean;
  readonly repositories?: readonly string[];
  readonly network?: NetworkScope;
  readonly passableRoles?: readonly string[];
  readonly functions?: readonly string[];
  /** The versions and aliases among `functions`, as far as their ARNs do not tell. */
  readonly qualifiedFunctions?: readonly string[];
  readonly topics?: readonly string[];
  readonly queues?: readonly string[];
  readonly modelPackageGroups?: readonly string[];
  readonly mlflowServers?: readonly string[];
  readonly glueDatabases?: readonly string[];
  readonly metricNamespaces?: readonly string[];
  readonly hyperPodClusters?: readonly string[];
  readonly eksClusters?: readonly string[];
}
