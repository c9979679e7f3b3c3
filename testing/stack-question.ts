import { Stack } from 'aws-cdk-lib';
import { Place } from './offline-iam/template-roles';
import { templateOf } from './template-of';
import { validationsOf as templateValidations } from './template-validations';
import { ValidationRequest } from '../src/core/question/validation-request';
import type { Timing } from '../src/core/verdict/clock';

/** The validations of a stack, as its Lambda function gets them after the deployment. */
export function validationsOf(stack: Stack, place: Place): { readonly roleArn: string; readonly request: ValidationRequest }[] {
  return templateValidations(templateOf(stack), place)
    .map(({ roleArn, properties }) => ({ roleArn, request: JSON.parse(String(properties.Validation)) }));
}

/** A time that does not pass, so that the validation asks only once. */
export const INSTANTLY: Timing = {
  clock: { now: () => 0, sleep: (_, signal) => new Promise((resolve) => signal?.addEventListener('abort', () => resolve())) },
  deadline: 1,
  propagationTimeout: 0,
};
