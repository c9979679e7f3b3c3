import { InputError } from './input-error';
import { checkLength, checkNoVariable } from './name-rules';
import { DisplayName, Wording } from './wording';
import { roleTypeData } from '../grant/data/policy-data';
import { featuresOf } from '../grant/features';
import { isNamed } from '../grant/scope/scope-members';
import { featuresThatUse } from '../grant/scope/statement-scopes';
import { WorkloadScope } from '../grant/workload';

/** The properties that a statement of the role must use. Other rules check the rest. */
export const SCOPING_PROPERTIES = [
  'keysViaServiceOnly', 'repositories', 'network', 'passableRoles', 'functions', 'topics', 'queues', 'modelPackageGroups',
  'mlflowServers', 'glueDatabases', 'metricNamespaces',
] as const satisfies readonly (keyof WorkloadScope)[];

export function checkFeatures({ roleType, features }: Pick<WorkloadScope, 'roleType' | 'features'>, wording: Wording): void {
  const known = Object.keys(roleTypeData(roleType).features);
  for (const feature of features ?? []) {
    if (!known.includes(feature)) {
      throw new InputError(`${wording.property('features')} lists ${JSON.stringify(feature)}, which is not a feature of `
        + `${wording.roleType(roleType)}: use ${known.map(wording.feature).join(', ')}`);
    }
  }
}

/** Rejects a property that no statement of the role uses: the user would expect it to narrow something. */
export function checkUse(scope: WorkloadScope, wording: Wording): void {
  const data = roleTypeData(scope.roleType);
  const chosen = featuresOf(scope);
  for (const property of SCOPING_PROPERTIES.filter((name) => isNamed(name, scope))) {
    const users = featuresThatUse(property, data);
    if (users.length === 0) {
      throw new InputError(`${wording.property(property)} has no effect on role type ${wording.roleType(scope.roleType)}: omit it`);
    }
    if (!users.some((feature) => feature === undefined || chosen.includes(feature))) {
      const features = users as string[];
      throw new InputError(`${wording.property(property)} needs ${features.length === 1 ? 'the feature' : 'one of the features'} `
        + `${features.map(wording.featureName).join(', ')}: ${wording.addFeature(features)}`);
    }
  }
}

/**
 * Rejects a prefix of object keys that S3 or a policy doesn't accept.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function checkPrefix(prefix: string, displayName: DisplayName): void {
  if (/^s3:\/\//.test(prefix)) {
    throw new InputError(`the prefix ${JSON.stringify(prefix)} in ${displayName('buckets')} is an S3 URI: use the part after its bucket, `
      + JSON.stringify(prefix.replace(/^s3:\/\/[^/]*\/?/, '')));
  }
  if (prefix.startsWith('/')) {
    throw new InputError(`the prefix ${JSON.stringify(prefix)} in ${displayName('buckets')} begins with a slash, but the keys in S3 URIs don't: `
      + `use ${JSON.stringify(prefix.replace(/^\/+/, ''))}`);
  }
  if (/[*?$]/.test(prefix)) {
    throw new InputError(`the prefix ${JSON.stringify(prefix)} in ${displayName('buckets')} has a wildcard, but a prefix is matched literally: `
      + "remove '*', '?' and '$'");
  }
  const foreign = foreignCharacter(prefix);
  if (foreign !== undefined) {
    throw new InputError(`the prefix ${JSON.stringify(prefix)} in ${displayName('buckets')} has the character ${foreign}, which IAM policies don't accept: use a `
      + 'shorter prefix that ends before it');
  }
  checkLength('buckets', prefix, displayName);
}

/** The first character that a policy can't contain: it accepts U+0020 to U+00FF, tab, line feed and carriage return. */
function foreignCharacter(text: string): string | undefined {
  const [character] = /[^\x20-\xff\t\n\r]/u.exec(text) ?? [];
  return character && `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Rejects a name that would end early or match more in an ARN. */
export function checkName(property: string, name: string, displayName: DisplayName): void {
  if (!/^[^\s:/*?]+$/.test(name)) {
    throw new InputError(`${displayName(property)} lists ${JSON.stringify(name)}: use a name without spaces, colons, slashes and wildcards`);
  }
  const foreign = foreignCharacter(name);
  if (foreign !== undefined) {
    throw new InputError(`${displayName(property)} lists ${JSON.stringify(name)} with the character ${foreign}, which IAM policies don't accept: remove the character`);
  }
  checkNoVariable(property, name, displayName);
  checkLength(property, name, displayName);
}

/**
 * Rejects a role of another account: a role can pass only roles of its own account.
 *
 * @param account the account of the role that passes it, if known
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function checkPassableRole(arn: string, account: string | undefined, displayName: DisplayName): void {
  const [, , , , owner] = arn.split(':');
  if ([owner, account].every((one) => /^\d{12}$/.test(one ?? '')) && owner !== account) {
    throw new InputError(`${displayName('passableRoles')} lists ${JSON.stringify(arn)} of account ${owner}, but the role is in account ${account} and can pass only roles `
      + 'of its own account: use one of them');
  }
}

export function checkMlflowServer(arn: string, displayName: DisplayName): void {
  if (!/^arn:[^:]+:sagemaker:[^:]+:[^:]+:mlflow-(app|tracking-server)\/.+$/.test(arn)) {
    throw new InputError(`${displayName('mlflowServers')} lists ${JSON.stringify(arn)}: use the ARN of an MLflow app or tracking server`);
  }
  if (/[\s*?]/.test(arn)) {
    throw new InputError(`${displayName('mlflowServers')} lists ${JSON.stringify(arn)}, which has a wildcard or a space: use the ARN of one MLflow app or `
      + `tracking server, or omit ${displayName('mlflowServers')} for all of this account and Region`);
  }
  checkNoVariable('mlflowServers', arn, displayName);
  checkLength('mlflowServers', arn.slice(arn.indexOf('/') + 1), displayName);
}

/**
 * Rejects a pattern that isn't a namespace of CloudWatch metrics.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
 */
export function checkMetricNamespace(pattern: string, displayName: DisplayName): void {
  if (!/^[\x20-\x7e]+$/.test(pattern)) {
    throw new InputError(`${displayName('metricNamespaces')} lists ${JSON.stringify(pattern)}, which is not a namespace: use a pattern such as /aws/sagemaker/*`);
  }
  checkNoVariable('metricNamespaces', pattern, displayName);
  checkLength('metricNamespaces', pattern, displayName);
}
