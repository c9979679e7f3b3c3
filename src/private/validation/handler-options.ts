import { Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ValidationHandlerOptions } from '../../validation-handler-options';

/** The oldest Node.js release that runs the bundle. */
const OLDEST_NODE = 20;

/** Checks only the options that the user sets: the default runtime is CDK's choice. */
export function checkHandlerOptions({ node: { path } }: Construct, options: ValidationHandlerOptions): void {
  const { runtime, role, vpc, reservedConcurrentExecutions: reserved } = options;
  if (runtime !== undefined && !Token.isUnresolved(runtime.name) && !(Number(/^nodejs(\d+)\.x$/.exec(runtime.name)?.[1]) >= OLDEST_NODE)) {
    throw new Error(`${path}: 'handler.runtime' is ${JSON.stringify(runtime.name)}: use Node.js ${OLDEST_NODE} or newer, or omit it`);
  }
  if (role !== undefined && options.permissionsBoundary !== undefined) {
    throw new Error(`${path}: 'handler' has both 'role' and 'permissionsBoundary', but the boundary applies only to the default role: set the boundary `
      + `on ${role.node.path}, or omit one of them`);
  }
  if (role !== undefined && options.managedPolicy !== undefined) {
    throw new Error(`${path}: 'handler' has both 'role' and 'managedPolicy', which is for the default role: omit one of them`);
  }
  for (const property of ['subnets', 'securityGroups'] as const) {
    if (options[property] !== undefined && vpc === undefined) {
      throw new Error(`${path}: 'handler.${property}' needs 'handler.vpc': add the VPC, or omit '${property}'`);
    }
  }
  if (reserved !== undefined && !Token.isUnresolved(reserved) && !(Number.isInteger(reserved) && reserved > 0)) {
    throw new Error(`${path}: 'handler.reservedConcurrentExecutions' is ${reserved}, so the function couldn't run: use a whole number of at least 1`);
  }
}

/** Whether two validations have the same options. Lists and selections of subnets are compared by their members. */
export function sameHandlerOptions(one: ValidationHandlerOptions, other: ValidationHandlerOptions): boolean {
  return same({ ...one, runtime: one.runtime?.name }, { ...other, runtime: other.runtime?.name });
}

function same(one: unknown, other: unknown): boolean {
  if (one === other || !isPlain(one) || !isPlain(other)) {
    return one === other;
  }
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return keys.every((key) => same(one[key], other[key]));
}

/** A list or a struct, and not a construct. */
function isPlain(value: unknown): value is Record<string, unknown> {
  return Array.isArray(value) || typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
