import { Wording } from './wording';
import { FeatureOrigin } from '../grant/features';
import { Grant } from '../grant/grant';

/** The effect of an omitted property on the role. */
interface OpenScope {
  readonly property: string;
  /** The access of the role if the property is omitted. */
  readonly access: string;
  /** The feature that brings the access. */
  readonly feature?: string;
}

/** By the id of the warning that `policies/scopes.json` gives the scope. */
const OPEN_SCOPES: Readonly<Record<string, OpenScope>> = {
  allBuckets: { property: 'buckets', access: 'use every bucket of this account' },
  allNetworks: { property: 'network', access: 'use every network of this account', feature: 'vpc' },
  allKeys: { property: 'encryptionKeys', access: 'use every key of this account whose key policy allows it' },
  allFunctions: { property: 'functions', access: 'invoke every Lambda function of this account and Region', feature: 'functions' },
  allQueues: { property: 'queues', access: 'send to every SQS queue of this account and Region' },
  allPipelines: { property: 'pipelines', access: 'start every pipeline of this account and Region, each under its own role' },
  allFeatureGroups: { property: 'featureGroups', access: 'read and write records of every feature group of this account and Region' },
  glueCatalog: { property: 'glueDatabases', access: 'read the whole Glue Data Catalog', feature: 'glue_catalog' },
};

/** The id of the warning about a resource of `additionalPermissions` that stands for every resource. */
const ANY_RESOURCE = 'anyResource';

/** Where the need for a workload's feature comes from. */
export type OriginOf = (feature: string) => FeatureOrigin | undefined;

/** The warnings about account-wide access, each once, by id. */
export function openScopeWarnings(granted: readonly Pick<Grant, 'warnings'>[], originOf: OriginOf, wording: Wording): ReadonlyMap<string, string> {
  return new Map(granted.flatMap(({ warnings }) => warnings).map((id) => [id, openScopeWarning(id, originOf, wording)]));
}

/** The warning about account-wide access, with its ways out. */
function openScopeWarning(id: string, originOf: OriginOf, wording: Wording): string {
  if (id === ANY_RESOURCE) {
    return `${wording.property('additionalPermissions')} has a resource that stands for every resource: list ARNs, unless the action takes none`;
  }
  const { property, access, feature } = OPEN_SCOPES[id];
  const wayOut = feature === undefined ? '' : `, or ${withoutFeature(feature, originOf(feature), wording)}`;
  return `${wording.property(property)} is omitted, so the role can ${access}: ${wording.narrow[id]}${wayOut}`;
}

function withoutFeature(feature: string, origin: FeatureOrigin | undefined, wording: Wording): string {
  return origin === 'stated'
    ? `remove ${wording.feature(feature)}`
    : `${wording.minimal} and list only the features that the workload uses`;
}
