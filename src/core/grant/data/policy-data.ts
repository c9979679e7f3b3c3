import { AwsBucketData, CallerData, RefusalData, RoleTypeData, ScopeData, StatementData, StatementEntry } from './policy-types';
import { QuestionData } from './question-types';
import { withShared } from './shared-statements';

export * from './policy-types';
export * from './question-types';

/* eslint-disable @typescript-eslint/no-require-imports */
// Loaded on demand: an app uses few role types, and an import of the package should be cheap.
const ROLE_TYPES: Readonly<Record<string, () => RoleTypeData<StatementEntry>>> = {
  training: () => require('../../../../policies/training.json'),
  serving: () => require('../../../../policies/serving.json'),
  pipeline: () => require('../../../../policies/pipeline.json'),
  feature_store: () => require('../../../../policies/feature_store.json'),
  bedrock: () => require('../../../../policies/bedrock.json'),
  hyperpod: () => require('../../../../policies/hyperpod.json'),
  hyperpod_cluster: () => require('../../../../policies/hyperpod_cluster.json'),
  hyperpod_autoscaling: () => require('../../../../policies/hyperpod_autoscaling.json'),
  agent_training: () => require('../../../../policies/agent_training.json'),
  model_evaluation: () => require('../../../../policies/model_evaluation.json'),
  processing: () => require('../../../../policies/processing.json'),
  automl: () => require('../../../../policies/automl.json'),
  labeling: () => require('../../../../policies/labeling.json'),
  compilation: () => require('../../../../policies/compilation.json'),
  image: () => require('../../../../policies/image.json'),
  mlflow: () => require('../../../../policies/mlflow.json'),
  partner_app: () => require('../../../../policies/partner_app.json'),
  geospatial: () => require('../../../../policies/geospatial.json'),
  notebook: () => require('../../../../policies/notebook.json'),
  studio: () => require('../../../../policies/studio.json'),
};
const CALLERS: Readonly<Record<string, () => CallerData<StatementEntry>>> = {
  training: () => require('../../../../policies/callers/training.json'),
  serving: () => require('../../../../policies/callers/serving.json'),
  pipeline: () => require('../../../../policies/callers/pipeline.json'),
  feature_store: () => require('../../../../policies/callers/feature_store.json'),
  bedrock: () => require('../../../../policies/callers/bedrock.json'),
  hyperpod_cluster: () => require('../../../../policies/callers/hyperpod_cluster.json'),
  hyperpod_autoscaling: () => require('../../../../policies/callers/hyperpod_autoscaling.json'),
  agent_training: () => require('../../../../policies/callers/agent_training.json'),
  model_evaluation: () => require('../../../../policies/callers/model_evaluation.json'),
  processing: () => require('../../../../policies/callers/processing.json'),
  automl: () => require('../../../../policies/callers/automl.json'),
  labeling: () => require('../../../../policies/callers/labeling.json'),
  compilation: () => require('../../../../policies/callers/compilation.json'),
  image: () => require('../../../../policies/callers/image.json'),
  mlflow: () => require('../../../../policies/callers/mlflow.json'),
  partner_app: () => require('../../../../policies/callers/partner_app.json'),
  geospatial: () => require('../../../../policies/callers/geospatial.json'),
  notebook: () => require('../../../../policies/callers/notebook.json'),
  studio: () => require('../../../../policies/callers/studio.json'),
  hyperpod_connect: () => require('../../../../policies/callers/hyperpod_connect.json'),
};
const SCOPES = (): { readonly scopes: Readonly<Record<string, ScopeData>> } => require('../../../../policies/scopes.json');
const BUCKETS = (): AwsBucketData => require('../../../../policies/buckets.json');
const QUESTIONS = (): QuestionData => require('../../../../policies/questions.json');
const REFUSED_ACTIONS = (): { readonly refused: readonly RefusalData[] } => require('../../../../policies/refused-actions.json');
/* eslint-enable @typescript-eslint/no-require-imports */

/** Role types with their shared statements. A large app needs the same ones many times. */
const expanded = new Map<string, RoleTypeData>();

/** The role types that have a policy file, in their documented order. */
export function roleTypes(): string[] {
  return Object.keys(ROLE_TYPES);
}

export function roleTypeData(roleType: string): RoleTypeData {
  if (!Object.hasOwn(ROLE_TYPES, roleType)) {
    throw new Error(`the role type '${roleType}' doesn't exist`);
  }
  const known = expanded.get(roleType) ?? expand(ROLE_TYPES[roleType]());
  expanded.set(roleType, known);
  return known;
}

/** The callers that have a policy file: one for most role types, and one that connects to HyperPod. */
export function callers(): string[] {
  return Object.keys(CALLERS);
}

/** Whether a call of AWS starts this type of workload. */
export function hasCallerData(roleType: string): boolean {
  return roleType in CALLERS;
}

export function callerData(caller: string): CallerData {
  return expand(CALLERS[caller]());
}

export function questionData(): QuestionData {
  return QUESTIONS();
}

/** The actions that a user's own permissions must not have. */
export function refusedActions(): readonly RefusalData[] {
  return REFUSED_ACTIONS().refused;
}

/** The buckets that AWS owns. */
export function awsBucketData(): AwsBucketData {
  return BUCKETS();
}

export function scopeData(scope: string): ScopeData {
  const data = SCOPES().scopes[scope];
  if (!data) {
    throw new Error(`the scope '${scope}' doesn't exist`);
  }
  return data;
}

/** The features that a role of the type has when its workload does not list any. */
export function defaultFeatures(roleType: string): string[] {
  return Object.entries(roleTypeData(roleType).features).filter(([, feature]) => feature.default).map(([id]) => id);
}

function expand<T extends { readonly statements: readonly StatementEntry[] }>(file: T): Omit<T, 'statements'> & { statements: StatementData[] } {
  return { ...file, statements: withShared(file.statements) };
}
