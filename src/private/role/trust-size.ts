import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { isObject } from '../../core/iam/untyped-json';
import { longTrustError } from '../../core/rules/trust-rules';
import { asPropertyName } from '../../core/rules/wording';
import { PSEUDO_PARAMETERS, UNKNOWN } from '../workload/token-lengths';

/** Makes the synthesis fail if IAM would reject the trust policy as too long, with all that the app adds to it. */
export function limitTrust(role: iam.Role): void {
  role.node.addValidation({
    validate: () => {
      const error = role.assumeRolePolicy && longTrustError(deployedLength(Stack.of(role).resolve(role.assumeRolePolicy)), asPropertyName);
      return error === undefined ? [] : [error];
    },
  });
}

/** The characters of a value of a template as JSON, with its references at their longest values. */
function deployedLength(value: unknown): number {
  if (Array.isArray(value)) {
    return value.reduce<number>((sum, one) => sum + deployedLength(one) + 1, 1);
  }
  if (!isObject(value)) {
    return JSON.stringify(value).length;
  }
  const [key = '', ...others] = Object.keys(value);
  if (others.length === 0 && (key === 'Ref' || key.startsWith('Fn::'))) {
    return textLength(value) + '""'.length;
  }
  return Object.entries(value).reduce((sum, [name, one]) => sum + JSON.stringify(name).length + deployedLength(one) + ':,'.length, 1);
}

function textLength(value: unknown): number {
  if (typeof value === 'string') {
    return value.length;
  }
  const { Ref: name, 'Fn::Join': join } = value as { readonly 'Ref'?: string; readonly 'Fn::Join'?: readonly [string, unknown] };
  if (Array.isArray(join?.[1])) {
    return join[1].reduce<number>((sum, part) => sum + textLength(part) + join[0].length, 0);
  }
  return PSEUDO_PARAMETERS[name?.replace('::', '.') ?? '']?.length ?? UNKNOWN;
}
