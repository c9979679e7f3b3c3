import { Wording } from '../../core/rules/wording';

/** The options that describe a workload, as the argument parser returns them. */
export interface WorkloadOptions extends FeatureOptions {
  readonly bucket?: readonly string[];
  readonly key?: readonly string[];
  /** False for `--no-keys`. */
  readonly keys?: boolean;
  readonly keyViaServiceOnly?: boolean;
  readonly repository?: readonly string[];
  readonly vpc?: string;
  readonly vpcOwner?: string;
  readonly subnet?: readonly string[];
  readonly securityGroup?: readonly string[];
  readonly passRole?: readonly string[];
  readonly function?: readonly string[];
  readonly topic?: readonly string[];
  readonly queue?: readonly string[];
  readonly modelPackageGroup?: readonly string[];
  readonly mlflowServer?: readonly string[];
  readonly glueDatabase?: readonly string[];
  readonly metricNamespace?: readonly string[];
}

/** The options that choose features. */
export interface FeatureOptions {
  readonly feature?: readonly string[];
  readonly minimal?: boolean;
}

/** The options that stand for the properties of a workload, and for others that the same words are said about. */
const OPTIONS: ReadonlyMap<string, string> = new Map(Object.entries({
  'features': '--feature',
  'buckets': '--bucket',
  'encryptionKeys': '--key',
  'keysViaServiceOnly': '--key-via-service-only',
  'repositories': '--repository',
  'network': '--vpc',
  'passableRoles': '--pass-role',
  'functions': '--function',
  'topics': '--topic',
  'queues': '--queue',
  'modelPackageGroups': '--model-package-group',
  'mlflowServers': '--mlflow-server',
  'glueDatabases': '--glue-database',
  'metricNamespaces': '--metric-namespace',
  'sourceArns': '--source-arn',
  'accountScopedTrust: false': '--no-account-condition',
}));

/** How a property of a workload is written on the command line. */
export function optionOf(property: string): string {
  return OPTIONS.get(property) ?? `'${property}'`;
}

/** The wording of the command line's options. */
export const OPTION_WORDING: Wording = {
  property: optionOf,
  roleType: asTyped,
  feature: (feature) => `--feature ${asTyped(feature)}`,
  featureName: asTyped,
  addFeature: (features) => `add ${features.map((feature) => `--feature ${asTyped(feature)}`).join(' or ')}`,
  minimal: 'use --minimal',
  letRead: 'end it with :ro or :rw',
  letWrite: 'end one with :rw or :wo',
  narrow: {
    allBuckets: 'name each bucket',
    allKeys: 'name each key, or use --no-keys',
    allFunctions: 'name each function',
    allQueues: 'name each queue',
    glueCatalog: 'name each database',
  },
};

/** A role type or feature as an argument of the command line. */
function asTyped(id: string): string {
  return id.replace(/_/g, '-');
}
