import { Token } from 'aws-cdk-lib';
import { TokenLengths } from './token-lengths';
import { jobConditionsData } from '../../core/grant/data/job-condition-data';
import { JobConditionsScope } from '../../core/grant/workload';
import { isObject } from '../../core/iam/untyped-json';
import { checkJobConditionValues, checkTag } from '../../core/rules/job-condition-rules';
import { asPropertyName } from '../../core/rules/wording';
import type { JobConditions } from '../../job-conditions';
import { lookedUp } from '../lookup-placeholder';

const LONGEST_TAG = 256;

/** The demands on the jobs of a role, checked. A program without types may pass anything. */
export function jobConditionsScope(given: JobConditions): JobConditionsScope {
  const known = Object.keys(jobConditionsData().options);
  if (!isObject(given)) {
    throw new Error(`'jobConditions' is ${JSON.stringify(given)}: use an object with ${known.join(', ')}`);
  }
  const scope = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)
    .map(([option, value]) => [option, valueOf(option, value, known)])) as JobConditionsScope;
  checkJobConditionValues(scope, asPropertyName);
  return scope;
}

/** The tags of the resources that a role creates, checked. */
export function resourceTagsScope(given: Readonly<Record<string, string>>, lengths: TokenLengths): Record<string, string> {
  if (!isObject(given) || Object.keys(given).length === 0 || Object.values(given).some((value) => typeof value !== 'string')) {
    throw new Error(`'resourceTags' is ${JSON.stringify(given)}: use an object with keys and values, such as { team: 'ml' }, `
      + 'or omit it');
  }
  return Object.fromEntries(Object.entries(given).map(([key, text]) => {
    const value = lookedUp(text);
    checkTag(key, Token.isUnresolved(value) ? undefined : value, asPropertyName);
    return [key, lengths.note(value, LONGEST_TAG)];
  }));
}

function valueOf(option: string, value: unknown, known: readonly string[]): unknown {
  const shown = `'jobConditions' has ${option}`;
  if (!known.includes(option)) {
    throw new Error(`${shown}, which is unknown: use ${known.join(', ')}`);
  }
  if (option === 'instanceTypes') {
    if (!Array.isArray(value) || value.some((type) => typeof type !== 'string')) {
      throw new Error(`${shown} = ${JSON.stringify(value)}: use a list of instance types`);
    }
    return value;
  }
  if (option === 'maxRuntime') {
    const seconds = isObject(value) && typeof value.toSeconds === 'function' ? value.toSeconds({ integral: false }) : undefined;
    if (typeof seconds !== 'number' || Token.isUnresolved(seconds)) {
      throw new Error(`${shown} = ${JSON.stringify(value)}: use a duration that is known at synthesis, such as `
        + 'Duration.hours(1)');
    }
    return seconds;
  }
  if (typeof value !== 'boolean') {
    throw new Error(`${shown} = ${JSON.stringify(value)}: use true or false`);
  }
  return value;
}
