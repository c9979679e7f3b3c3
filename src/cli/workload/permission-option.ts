import { checkPartition } from './arns';
import { optionOf } from './option-values';
import { PermissionScope } from '../../core/grant/workload';
import { Environment } from '../../core/iam/environment';
import { groupBy } from '../../core/iam/group-by';
import { checkPermission, checkPermissionArn } from '../../core/rules/permission-rules';
import { UsageError } from '../parser/usage-error';

/** Parses `ACTION=RESOURCE`. The actions on one resource become one permission. */
export function permissionScopes(
  option: string, typed: readonly string[], environment: Environment,
): PermissionScope[] {
  const pairs = typed.map((text) => {
    const [, action, resource] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
    if (action === undefined) {
      throw new UsageError(`${option} ${JSON.stringify(text)} is not an action on a resource: use ACTION=RESOURCE, `
        + 'such as secretsmanager:GetSecretValue=arn:aws:secretsmanager:us-east-1:123456789012:secret:NAME-??????');
    }
    return { action, resource };
  });
  return [...groupBy(pairs, ({ resource }) => resource)].map(([resource, some]) => {
    const actions = some.map(({ action }) => action);
    const permission = { actions, resources: [resource], reason: `Stated with ${option}.` };
    checkPermissionArn(resource, optionOf);
    checkPermission(permission, optionOf);
    if (resource !== '*') {
      checkPartition(option, resource, environment);
    }
    return permission;
  });
}
