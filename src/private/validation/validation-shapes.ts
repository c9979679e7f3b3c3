import type { ValidatedRoleOptions } from '../../execution-role-props';
import type { RoleValidationProps } from '../../role-validation-options';
import type { ValidationHandlerOptions } from '../../validation-handler-options';
import { checkShape, Shape } from '../value-shape';

const VALIDATION: Shape<RoleValidationProps> = {
  role: 'construct',
  roleName: 'text',
  requirements: 'object',
  onInvalid: 'any',
  onInconclusive: 'any',
  propagationTimeout: 'duration',
  context: 'object',
  organizationId: 'text',
  resourcePolicies: 'flag',
  revalidationTrigger: 'text',
  handler: 'object',
};

const HANDLER: Shape<ValidationHandlerOptions> = {
  runtime: 'object',
  role: 'construct',
  permissionsBoundary: 'managedPolicy',
  managedPolicy: 'flag',
  vpc: 'construct',
  subnets: 'object',
  securityGroups: 'list',
  reservedConcurrentExecutions: 'number',
  logEncryptionKey: 'construct',
  logRetention: 'any',
};

/** Checks the types of the options of a role that is imported and validated. */
export function checkValidatedKinds(options: ValidatedRoleOptions): void {
  checkShape(undefined, options, { ...VALIDATION, mutable: 'flag' });
}

/** Checks the types of a validation's properties. */
export function checkValidationKinds(props: RoleValidationProps): void {
  checkShape(undefined, props, VALIDATION);
  checkShape('handler', props.handler ?? {}, HANDLER);
  const [key, values] = Object.entries(props.context ?? {}).find(([, one]) => !Array.isArray(one) || one.some((value) => typeof value !== 'string')) ?? [];
  if (key !== undefined) {
    throw new Error(`'context' has ${JSON.stringify(key)} with ${JSON.stringify(values) ?? String(values)}: use a list of texts`);
  }
}
