/** How the user writes the name of a property: in code, or as an option of the command line. */
export type DisplayName = (property: string) => string;

/** How the user describes a workload, so that every message names things as the user types them. */
export interface Wording {
  readonly property: DisplayName;
  readonly roleType: (roleType: string) => string;
  /** A feature as a value, such as `SageMakerFeature.PASS_ROLE`, and by its name alone, such as `PASS_ROLE`. */
  readonly feature: (feature: string) => string;
  readonly featureName: (feature: string) => string;
  /** The fix for a missing feature. Any one of the features is enough. */
  readonly addFeature: (features: readonly string[]) => string;
  /** How to start from the documented minimum of the role type. */
  readonly minimal: string;
  /** The same, and how to add these features to it. */
  readonly onlyFeatures: (features: readonly string[]) => string;
  /** How to state that a property is true or false, such as `'passSelf: false'`. */
  readonly flag: (property: string, value: boolean) => string;
  /** How to pass condition keys, with the values that are known. */
  readonly context: (keys: Readonly<Record<string, readonly string[]>>) => string;
  /** How to let a caller connect to HyperPod instead. */
  readonly connect: string;
  /** How to let the role read a bucket, and write to it. */
  readonly letRead: string;
  readonly letWrite: string;
  /** How to state the owner of a bucket. */
  readonly stateOwner: string;
  /** How to narrow an account-wide scope, by the id of its warning. */
  readonly narrow: Readonly<Record<string, string>>;
}

export const asPropertyName: DisplayName = (property) => `'${property}'`;

/** The wording of the constructs' properties. */
export const PROPERTY_WORDING: Wording = {
  property: asPropertyName,
  roleType: (roleType) => `SageMakerRoleType.${roleType.toUpperCase()}`,
  feature: asMember,
  featureName: (feature) => feature.toUpperCase(),
  addFeature: (features) => `add ${oneOf(features.map(asMember))} to 'features'`,
  minimal: "set 'minimal: true'",
  onlyFeatures: (features) => `set 'minimal: true'${features.length > 0 ? ` and list what it uses: 'features: [${features.map(asMember).join(', ')}]'` : ''}`,
  flag: (property, value) => `'${property}: ${value}'`,
  context: (keys) => `context: { ${Object.entries(keys).map(([key, values]) => `'${key}': [${valuesOf(values).map((value) => `'${value}'`).join(', ')}]`).join(', ')} }`,
  connect: 'use grantHyperPodConnect and RoleRequirements.hyperPodConnect',
  letRead: 'use BucketAccess.readOnly or BucketAccess.readWrite',
  letWrite: 'use BucketAccess.readWrite or BucketAccess.writeOnly',
  stateOwner: "pass { owner: 'ACCOUNT' } to BucketAccess, or { owner: BucketOwner.ANY } if any account may own it",
  narrow: {
    allBuckets: 'list the buckets with BucketAccess',
    allNetworks: "set 'network'",
    allKeys: 'list the keys, or pass an empty list if the workload uses none',
    allFunctions: 'list the functions',
    allQueues: 'list the queues',
    allPipelines: "list the pipelines, or set 'resourceNamePrefix'",
    allFeatureGroups: "list the feature groups, or set 'resourceNamePrefix'",
    glueCatalog: 'list the databases',
  },
};

/** The values of a condition key, or a word to replace. */
export function valuesOf(values: readonly string[]): readonly string[] {
  return values.length === 0 ? ['VALUE'] : values;
}

/** A list of alternatives, such as `one of A, B, C`. */
export function oneOf(values: readonly string[]): string {
  return values.length < 3 ? values.join(' or ') : `one of ${values.join(', ')}`;
}

function asMember(feature: string): string {
  return `SageMakerFeature.${feature.toUpperCase()}`;
}
