import { NetworkOptions } from './network-options';
import { oneOf, valuesOf, Wording } from '../../core/rules/wording';
import { propertyNamed, WORKLOAD_PROPERTIES } from '../../core/rules/workload-properties';
import { WorkloadProperty } from '../../core/rules/workload-property';

/** The parsed options that choose features. */
export interface FeatureOptions {
  readonly feature?: readonly string[];
  readonly minimal?: boolean;
}

/** The parsed options that describe a workload. Each property of the table has one, by the name that commander gives it. */
export interface WorkloadOptions extends FeatureOptions, NetworkOptions {
  /** False for `--no-keys`. */
  readonly keys?: boolean;
  readonly [option: string]: unknown;
}

/** The parsed value of a property's option. */
export function optionValue<Value>({ option }: WorkloadProperty, options: WorkloadOptions): Value | undefined {
  const name = option.slice('--'.length).replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return options[name] as Value | undefined;
}

/** The options of the properties, and of others that messages are about. */
const OPTIONS: ReadonlyMap<string, string> = new Map([
  ...WORKLOAD_PROPERTIES.map(({ property, option }) => [property, option] as const),
  ...Object.values(propertyNamed('network').ids).map(({ property, option }) => [property, option] as const),
  ['roleType', 'the role type'],
  ['features', '--feature'],
  ['sourceArns', '--source-arn'],
  ['context', '--context'],
  ['accountScopedTrust: false', '--no-account-condition'],
]);

/** The option of a property. */
export function optionOf(property: string): string {
  return OPTIONS.get(property) ?? `'${property}'`;
}

/** The wording of the command line's options. */
export const OPTION_WORDING: Wording = {
  property: optionOf,
  roleType: asTyped,
  feature: (feature) => `--feature ${asTyped(feature)}`,
  featureName: asTyped,
  addFeature: (features) => `add ${oneOf(features.map((feature) => `--feature ${asTyped(feature)}`))}`,
  minimal: 'use --minimal',
  onlyFeatures: (features) => `use ${['--minimal', ...features.map((feature) => `--feature ${asTyped(feature)}`)].join(' ')}`,
  flag: (property, value) => value ? optionOf(property) : optionOf(property).replace('--', '--no-'),
  context: (keys) => Object.entries(keys).flatMap(([key, values]) => valuesOf(values).map((value) => `--context ${key}=${value}`)).join(' '),
  connect: 'use sagemaker-role hyperpod-connect',
  letRead: 'end it with :ro or :rw',
  letWrite: 'end one with :rw or :wo',
  stateOwner: 'write NAME@ACCOUNT, or NAME@any if any account may own it',
  narrow: {
    allBuckets: 'name each bucket',
    allNetworks: 'use --vpc, --subnet and --security-group',
    allKeys: 'name each key, or use --no-keys',
    allFunctions: 'name each function',
    allQueues: 'name each queue',
    allPipelines: 'name each pipeline, or use --resource-name-prefix',
    allFeatureGroups: 'name each feature group, or use --resource-name-prefix',
    glueCatalog: 'name each database',
  },
};

/** A role type or feature as an argument of the command line. */
export function asTyped(id: string): string {
  return id.replace(/_/g, '-');
}
