import { Stack } from 'aws-cdk-lib';
import { Place, resolveTemplate } from './offline-iam/template-roles';
import { ValidationRequest } from '../src/core/question/validation-request';
import type { Timing } from '../src/core/verdict/role-validation';
import { templateOf } from '../test/template-of';

/** The validations of a stack, as its Lambda function gets them after the deployment. */
export function validationsOf(stack: Stack, place: Place): { readonly roleArn: string; readonly request: ValidationRequest }[] {
  const { Resources } = resolveTemplate(templateOf(stack), place);
  return Object.values(Resources).filter(({ Type }) => Type === 'Custom::SageMakerRoleValidation')
    .map(({ Properties }) => ({ roleArn: Properties!.RoleArn, request: JSON.parse(Properties!.Validation) }));
}

/** A time that does not pass, so that the validation asks only once. */
export const INSTANTLY: Timing = {
  clock: { now: () => 0, sleep: (_, signal) => new Promise((resolve) => signal?.addEventListener('abort', () => resolve())) },
  deadline: 1,
  propagationTimeout: 0,
};
