import { arnOf, checkPartition, KINDS } from './arns';
import { bucketScope } from './bucket-scope';
import { OPTION_WORDING, optionOf, WorkloadOptions } from './option-values';
import { featureChoice, roleTypeOf } from './role-type';
import { Environment, NetworkScope, WorkloadScope } from '../../core/grant/workload';
import { checkGranted } from '../../core/rules/granted-rules';
import { checkMetricNamespace, checkMlflowServer, checkName, checkPassableRole, checkUse } from '../../core/rules/workload-rules';
import { asUsage, UsageError } from '../parser/usage-error';

/**
 * The workload that a role type and options describe, as the construct would understand the same workload.
 *
 * @throws a UsageError if an option contradicts the role type or another option
 */
export function describedWorkload(typedRoleType: string, options: WorkloadOptions, environment: Environment): WorkloadScope {
  const roleType = roleTypeOf(typedRoleType);
  const arns = (kind: keyof typeof KINDS, given: readonly string[] | undefined) => given?.map((one) => arnOf(KINDS[kind], one, environment));
  return asUsage(() => {
    const scope: WorkloadScope = {
      ...featureChoice(roleType, options),
      buckets: options.bucket?.map((bucket) => bucketScope(bucket, environment)),
      encryptionKeys: options.keys === false ? [] : options.key?.map((key) => keyArn(key, environment)),
      keysViaServiceOnly: options.keyViaServiceOnly,
      repositories: arns('repository', options.repository),
      network: networkScope(options),
      passableRoles: arns('role', options.passRole),
      functions: arns('function', options.function),
      topics: arns('topic', options.topic),
      queues: arns('queue', options.queue),
      modelPackageGroups: names('modelPackageGroups', options.modelPackageGroup),
      mlflowServers: options.mlflowServer?.map((arn) => mlflowServer(arn, environment)),
      glueDatabases: names('glueDatabases', options.glueDatabase),
      metricNamespaces: metricNamespaces(options.metricNamespace),
    };
    scope.passableRoles?.forEach((arn) => checkPassableRole(arn, environment.account, optionOf));
    checkUse(scope, OPTION_WORDING);
    checkGranted(scope, OPTION_WORDING, options.bucket ?? []);
    return scope;
  });
}

/**
 * The ARN of a key. IAM matches the ARN of the key that is used, never that of an alias.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
function keyArn(given: string, environment: Environment): string {
  const [, alias] = /^(?:arn:.*:)?(alias\/.*)$/s.exec(given) ?? [];
  if (alias !== undefined) {
    throw new UsageError(`--key has the alias ${JSON.stringify(alias)}, and IAM does not match keys by their aliases: use the id or ARN of the key itself`);
  }
  return arnOf(KINDS.key, given, environment);
}

function names(property: string, given: readonly string[] | undefined): readonly string[] | undefined {
  given?.forEach((name) => checkName(property, name, optionOf));
  return given;
}

function metricNamespaces(given: readonly string[] | undefined): readonly string[] | undefined {
  given?.forEach((pattern) => checkMetricNamespace(pattern, optionOf));
  return given;
}

function mlflowServer(arn: string, environment: Environment): string {
  checkMlflowServer(arn, optionOf);
  checkPartition('--mlflow-server', arn, arn.split(':')[1], environment);
  return arn;
}

function networkScope({ vpc, vpcOwner, subnet, securityGroup }: WorkloadOptions): NetworkScope | undefined {
  const given: [string, string, readonly string[] | undefined][] = [
    ['--vpc', 'vpc-', vpc === undefined ? undefined : [vpc]], ['--subnet', 'subnet-', subnet], ['--security-group', 'sg-', securityGroup],
  ];
  if (given.every(([, , ids]) => ids === undefined) && vpcOwner === undefined) {
    return undefined;
  }
  for (const [option, prefix, ids] of given) {
    if (ids === undefined) {
      throw new UsageError(`${option} is missing: a network is a --vpc, its --subnet and its --security-group`);
    }
    const wrong = ids.find((id) => !id.startsWith(prefix) || !/^[a-z\d-]+$/.test(id.slice(prefix.length)));
    if (wrong !== undefined) {
      throw new UsageError(`${option} ${JSON.stringify(wrong)} is no id: use one such as ${prefix}0123456789abcdef0`);
    }
  }
  if (vpcOwner !== undefined && !/^\d{12}$/.test(vpcOwner)) {
    throw new UsageError(`--vpc-owner ${JSON.stringify(vpcOwner)} is no account: use its 12 digits`);
  }
  return { vpcId: vpc!, ownerAccount: vpcOwner, subnetIds: subnet!, securityGroupIds: securityGroup! };
}
