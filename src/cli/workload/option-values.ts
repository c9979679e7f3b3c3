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
  /** False for `--no-features`. */
  readonly features?: boolean;
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
