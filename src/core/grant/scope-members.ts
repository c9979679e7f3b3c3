import { BucketScope, NetworkScope, WorkloadScope } from './workload';

/** The values that a scope's templates are filled in with, for one member. */
export type Member = Readonly<Record<string, string | readonly string[]>>;

/**
 * The members that a workload names for a scope.
 *
 * The scopes and their templates are data (`policies/scopes.json`); how a workload's properties become members is here.
 */
export function scopeMembers(scope: string, workload: WorkloadScope): readonly Member[] {
  const select = Object.prototype.hasOwnProperty.call(SELECTORS, scope) ? SELECTORS[scope] : undefined;
  if (!select) {
    throw new Error(`no members are known of the scope '${scope}'`);
  }
  return select(workload);
}

/** Whether a workload says anything of this property. */
export function isNamed(property: string, workload: WorkloadScope): boolean {
  const value = workload[property as keyof WorkloadScope];
  return value !== undefined && value !== false;
}

const objects = (wanted: (bucket: BucketScope) => boolean) => (workload: WorkloadScope): Member[] =>
  merged(workload).filter(wanted).map(({ arn, prefix }) => ({ bucket: arn, prefix }));

const buckets = (wanted: (access: readonly BucketScope[]) => boolean) => (workload: WorkloadScope): Member[] =>
  byBucket(workload).filter(wanted).map(([{ arn }]) => ({ bucket: arn }));

const list = (property: keyof WorkloadScope, name: string) => (workload: WorkloadScope): Member[] =>
  ((workload[property] ?? []) as readonly string[]).map((value) => ({ [name]: value }));

/** Functions, or else versions and aliases of them: a qualifier is the eighth part of an ARN, as far as that is known. */
const functions = (name: string, wantsQualified: boolean) => (workload: WorkloadScope): Member[] =>
  list('functions', name)(workload).filter(({ [name]: arn }) =>
    wantsQualified === ((arn as string).split(':').length > 7 || (workload.qualifiedFunctions ?? []).includes(arn as string)));

const network = (pick: (named: NetworkScope) => readonly Member[]) => (workload: WorkloadScope): readonly Member[] =>
  workload.network ? pick(workload.network) : [];

/** Members of the network, whose owner is filled in only where it is named. */
const owned = ({ ownerAccount }: NetworkScope, name: string, ids: readonly string[]): Member[] =>
  ids.map((id) => ({ [name]: id, ...(ownerAccount ? { owner: ownerAccount } : {}) }));

const keys = (workload: WorkloadScope): Member[] =>
  unique([...workload.encryptionKeys ?? [], ...workload.bucketKeys ?? []]).map((key) => ({ key }));

const SELECTORS: Readonly<Record<string, (workload: WorkloadScope) => readonly Member[]>> = {
  readWriteObjects: objects(({ read, write }) => read && write),
  readOnlyObjects: objects(({ read, write }) => read && !write),
  writeOnlyObjects: objects(({ read, write }) => write && !read),
  readableObjects: objects(({ read }) => read),
  writableObjects: objects(({ write }) => write),
  offlineMetadata: objects(({ write }) => write),
  buckets: buckets(() => true),
  writableBuckets: buckets((access) => access.some(({ write }) => write)),
  listableBuckets: buckets(isListable),
  unlistableBuckets: buckets((access) => !isListable(access)),
  listablePrefixes: (workload) => byBucket(workload)
    .filter((access) => !isListable(access) && access.some(({ read }) => read))
    .map((access) => ({
      bucket: access[0].arn,
      prefixes: access.filter(({ read }) => read).flatMap(({ prefix }) => listedAs(prefix)),
    })),
  keys,
  namedKeys: keys,
  repositories: list('repositories', 'repository'),
  regionalRepositories: list('repositories', 'repository'),
  vpcs: network((named) => owned(named, 'vpc', [named.vpcId])),
  subnets: network((named) => owned(named, 'subnet', named.subnetIds)),
  securityGroups: network(({ securityGroupIds }) => securityGroupIds.map((securityGroup) => ({ securityGroup }))),
  passableRoles: list('passableRoles', 'passableRole'),
  functions: functions('function', false),
  qualifiedFunctions: functions('qualifiedFunction', true),
  topics: list('topics', 'topic'),
  queues: list('queues', 'queue'),
  modelPackageGroups: list('modelPackageGroups', 'modelPackageGroup'),
  modelPackages: list('modelPackageGroups', 'modelPackageGroup'),
  accessibleModelPackages: list('modelPackageGroups', 'modelPackageGroup'),
  mlflowServers: list('mlflowServers', 'mlflowServer'),
  mlflowApps: (workload) => list('mlflowServers', 'mlflowServer')(workload)
    .filter(({ mlflowServer }) => !(mlflowServer as string).includes(':mlflow-tracking-server/')),
  mlflowTrackingServers: (workload) => list('mlflowServers', 'mlflowServer')(workload)
    .filter(({ mlflowServer }) => !(mlflowServer as string).includes(':mlflow-app/')),
  glueDatabases: list('glueDatabases', 'glueDatabase'),
  glueTables: list('glueDatabases', 'glueDatabase'),
  metricNamespaces: list('metricNamespaces', 'metricNamespace'),
  hyperPodClusters: list('hyperPodClusters', 'hyperPodCluster'),
  eksClusters: list('eksClusters', 'eksCluster'),
};

/** The workload's accesses, each prefix of a bucket once, without those that a wider one of the same bucket covers. */
function merged(workload: WorkloadScope): BucketScope[] {
  const byPrefix = new Map<string, BucketScope>();
  for (const access of workload.buckets ?? []) {
    const key = `${access.arn} ${access.prefix}`;
    const seen = byPrefix.get(key);
    byPrefix.set(key, seen
      ? { ...seen, read: seen.read || access.read, write: seen.write || access.write }
      : access);
  }
  const all = [...byPrefix.values()];
  const roots = new Map(all.filter(({ prefix }) => prefix === '').map((access) => [access.arn, access]));
  const prefixed = all.filter(({ prefix }) => prefix !== '');
  if (prefixed.length === 0) {
    return all;
  }
  const covers = (wide: BucketScope, narrow: BucketScope) => wide !== narrow && wide.arn === narrow.arn
    && narrow.prefix.startsWith(wide.prefix) && (wide.read || !narrow.read) && (wide.write || !narrow.write);
  return all.filter((access) => access.prefix === ''
    || !(roots.has(access.arn) && covers(roots.get(access.arn)!, access))
    && !prefixed.some((other) => covers(other, access)));
}

/** The merged accesses, grouped by bucket in the order in which the buckets were named. */
function byBucket(workload: WorkloadScope): BucketScope[][] {
  const groups = new Map<string, BucketScope[]>();
  for (const access of merged(workload)) {
    groups.set(access.arn, [...groups.get(access.arn) ?? [], access]);
  }
  return [...groups.values()];
}

/** Whether all of the bucket may be read, and its names listed therefore. */
function isListable(access: readonly BucketScope[]): boolean {
  return access.some(({ read, prefix }) => read && prefix === '');
}

/** The `s3:prefix` values of a request that lists a prefix: a folder is also listed without its slash. */
function listedAs(prefix: string): string[] {
  return prefix.endsWith('/') ? [prefix.slice(0, -1), `${prefix}*`] : [`${prefix}*`];
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
