import { arnOf, checkPartition } from './arns';
import { bucketScope } from './bucket-scope';
import { jobConditionsScope, resourceTagsScope } from './job-condition-options';
import { networkScope } from './network-options';
import { OPTION_WORDING, optionOf, optionValue, WorkloadOptions } from './option-values';
import { permissionScopes } from './permission-option';
import { featureChoice, roleTypeOf } from './role-type';
import { withOneOwnerEach } from '../../core/grant/scope/bucket-owners';
import { WorkloadScope } from '../../core/grant/workload';
import { Environment } from '../../core/iam/environment';
import { checkGranted } from '../../core/rules/granted-rules';
import { checkJobConditions } from '../../core/rules/job-condition-rules';
import { WORKLOAD_PROPERTIES } from '../../core/rules/workload-properties';
import { ResourceForm, WorkloadProperty } from '../../core/rules/workload-property';
import { checkPassableRole, checkUse } from '../../core/rules/workload-rules';
import { checkTexts, workloadTexts } from '../../core/rules/workload-texts';
import { asUsage, UsageError } from '../parser/usage-error';
import { placeholderParts } from '../place/place';

type List = readonly string[];

/**
 * The workload that a role type and options describe. The construct understands the same workload from its properties.
 *
 * @throws UsageError if an option contradicts the role type or another option
 */
export function describedWorkload(typedRoleType: string, options: WorkloadOptions, environment: Environment): WorkloadScope {
  const roleType = roleTypeOf(typedRoleType);
  return asUsage(() => {
    const scope: WorkloadScope = {
      ...featureChoice(roleType, options),
      ...Object.fromEntries(WORKLOAD_PROPERTIES.map((row) => [row.property, scopeValue(row, options, environment)])),
    };
    checkTexts(scope, optionOf, placeholderParts);
    workloadTexts(scope).filter(({ form }) => typeof form === 'object' && 'service' in form)
      .forEach(({ property, text }) => checkPartition(optionOf(property), text, environment));
    scope.passableRoles?.forEach((arn) => checkPassableRole(arn, environment.account, optionOf));
    checkUse(scope, OPTION_WORDING);
    checkJobConditions(scope, OPTION_WORDING);
    checkGranted(scope, OPTION_WORDING, options.bucket as List | undefined ?? []);
    return scope;
  });
}

/** The value of a property, checked. */
function scopeValue(row: WorkloadProperty, options: WorkloadOptions, environment: Environment): unknown {
  const typed = optionValue<List>(row, options);
  switch (row.kind) {
    case 'buckets': return typed && withOneOwnerEach(typed.map((bucket) => bucketScope(bucket, environment)), optionOf);
    case 'keys': return options.keys === false ? [] : typed?.map((key) => keyArn(row.option, row.resource, key, environment));
    case 'constructs': return typed?.map((one) => arnOf(row.option, row.resource, one, environment));
    case 'arns':
    case 'names':
    case 'patterns': return typed;
    case 'jobConditions': return typed && jobConditionsScope(row.option, typed);
    case 'tags': return typed && resourceTagsScope(row.option, typed);
    case 'permissions': return typed && permissionScopes(row.option, typed, environment);
    case 'namePrefix': return optionValue<string>(row, options);
    case 'network': return networkScope(options);
    case 'flag':
    case 'choice': return optionValue<boolean>(row, options);
  }
}

/**
 * The ARN of a key. IAM matches the ARN of the key that a request uses, never the ARN of an alias.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
function keyArn(option: string, resource: ResourceForm, typed: string, environment: Environment): string {
  const [, alias] = /^(?:arn:.*:)?(alias\/.*)$/s.exec(typed) ?? [];
  if (alias !== undefined) {
    throw new UsageError(`${option} ${JSON.stringify(typed)} is an alias, but IAM matches the ARN of the key: use the ID or ARN of the key`);
  }
  return arnOf(option, resource, typed, environment);
}
