import { TokenLengths } from './token-lengths';
import { JobConditionsScope } from '../../core/grant/workload';
import { isObject } from '../../core/iam/untyped-json';
import { checkJobConditionValues } from '../../core/rules/job-condition-rules';
import { asPropertyName } from '../../core/rules/wording';
import type { JobConditions } from '../../job-conditions';
import { lookedUp } from '../lookup-placeholder';
import { checkShape, Shape, shownConstruct } from '../value-shape';

const LONGEST_TAG = 256;

const SHAPE: Shape<JobConditions> = {
  requireNetwork: 'flag',
  requireVolumeKey: 'flag',
  requireOutputKey: 'flag',
  requireNetworkIsolation: 'flag',
  requireTrafficEncryption: 'flag',
  forbidRemoteDebug: 'flag',
  instanceTypes: 'texts',
  maxRuntime: 'duration',
};

/** The demands on the jobs of a role, checked. A program without types may pass anything. */
export function jobConditionsScope(given: JobConditions): JobConditionsScope {
  checkShape('jobConditions', given, SHAPE);
  // An ignored demand would be worse than an error.
  const unknown = Object.keys(given).find((option) => !(option in SHAPE));
  if (unknown !== undefined) {
    throw new Error(`'jobConditions' has ${unknown}, which is unknown: use ${Object.keys(SHAPE).join(', ')}`);
  }
  const { maxRuntime, ...others } = given;
  if (maxRuntime?.isUnresolved()) {
    throw new Error("'jobConditions.maxRuntime' is a token: use a duration that is known at synthesis, such as Duration.hours(1)");
  }
  const scope = { ...others, ...maxRuntime === undefined ? {} : { maxRuntime: maxRuntime.toSeconds({ integral: false }) } };
  checkJobConditionValues(scope, asPropertyName);
  return scope;
}

/** The tags of the resources that a role creates, checked. */
export function resourceTagsScope(given: Readonly<Record<string, string>>, lengths: TokenLengths): Record<string, string> {
  const isWrong = !isObject(given) || Object.keys(given).length === 0 || Object.values(given).some((value) => typeof value !== 'string');
  if (isWrong) {
    throw new Error(`'resourceTags' is ${shownConstruct(given)}: use an object with keys and values, such as { team: 'ml' }, `
      + 'or omit it');
  }
  return Object.fromEntries(Object.entries(given).map(([key, text]) => [key, lengths.note(lookedUp(text), LONGEST_TAG)]));
}
