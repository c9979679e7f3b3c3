import { DisplayName } from './workload-rules';

/** What a workload leaves open. */
interface OpenScope {
  readonly property: string;
  /** What the role may do therefore. */
  readonly therefore: string;
  /** The feature that may be left out instead. */
  readonly feature?: string;
}

/** By the id of the warning that `policies/scopes.json` gives the scope. */
const OPEN_SCOPES: Readonly<Record<string, OpenScope>> = {
  allBuckets: { property: 'buckets', therefore: 'use every bucket of this account' },
  allKeys: { property: 'encryptionKeys', therefore: 'use every key of this account whose policy allows that' },
  allFunctions: { property: 'functions', therefore: 'invoke every Lambda function of this account and region', feature: 'functions' },
  allQueues: { property: 'queues', therefore: 'send to every SQS queue of this account and region' },
  glueCatalog: { property: 'glueDatabases', therefore: 'read the whole Glue Data Catalog', feature: 'glue_catalog' },
};

/**
 * What an open scope means, and how it is closed.
 *
 * @param id the id of the warning
 * @param fix how it is closed, where the workload is described
 */
export function openScopeWarning(id: string, displayName: DisplayName, fix: string): string {
  const { property, therefore, feature } = OPEN_SCOPES[id];
  return `${displayName(property)} is left out, so the role may ${therefore}: ${fix}${feature ? `, or leave out the feature '${feature}'` : ''}`;
}
