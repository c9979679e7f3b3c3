import { Stack } from 'aws-cdk-lib';
import { Place, resolveTemplate } from './offline-iam/template-roles';
import { ValidationRequest } from '../src/core/question/validation-request';
import { templateOf } from '../test/template-of';

/** The validations of a stack, as its Lambda function would get them once the stack is deployed. */
export function validationsOf(stack: Stack, place: Place): { readonly roleArn: string; readonly request: ValidationRequest }[] {
  const { Resources } = resolveTemplate(templateOf(stack), place);
  return Object.values(Resources).filter(({ Type }) => Type === 'Custom::SageMakerRoleValidation')
    .map(({ Properties }) => ({ roleArn: Properties!.RoleArn, request: JSON.parse(Properties!.Validation) }));
}

/** A clock that does not tick, and never sleeps. */
export const INSTANTLY = {
  deadline: Date.now() + 3_600_000, propagationTimeout: 0, now: () => Date.now(), sleep: () => Promise.resolve(),
};
