import { AssumeRoleRequest, SOURCE_ACCOUNT, SOURCE_ARN } from './assume-role-request';
import { Condition, conditionOf, isCondition } from './condition';
import { Reach, reachOf } from './reach';
import { meetTogether } from './shared-arn';
import { all, Answer, no, unknown, YES } from './trust-answer';
import { isObject } from '../../iam/untyped-json';

/** Whether the service's requests meet a statement's conditions. */
export function meetsConditions(operators: unknown, request: AssumeRoleRequest, denies: boolean): Answer {
  if (operators === undefined) {
    return YES;
  }
  if (!isObject(operators)) {
    return unknown("the condition isn't readable");
  }
  const conditions = Object.entries(operators).flatMap(([operator, keys]) => isObject(keys)
    ? Object.entries(keys).map(([key, values]) => conditionOf(operator, key, values))
    : [unknown("the condition isn't readable")]);
  const evaluated = conditions.filter(isCondition);
  const met = all([
    ...conditions.map((condition) => isCondition(condition) ? meetsCondition(condition, request, denies) : condition),
    meetTogether(evaluated.filter(({ key, operator }) => key === SOURCE_ARN && !operator.negated), request),
  ]);
  // A Deny that applies to the requests of some resources says nothing about the others.
  return denies && met.applies === 'YES' && conditions.length > 0 ? unknown('it has conditions') : met;
}

function meetsCondition({ key, values, operator, metWithoutKey }: Condition, request: AssumeRoleRequest, denies: boolean): Answer {
  const reaches = values.map((value) => reachOf(value, key, operator, request));
  const met = operator.negated ? noneIsMet(reaches, key, request) : oneIsMet(reaches, key, request);
  // A request without the key may meet an Allow. A Deny on other accounts doesn't apply to the role's account either way.
  return met.applies === 'NO' && metWithoutKey && !denies ? unknown(`${met.why}, unless a request doesn't have the key`) : met;
}

function oneIsMet(reaches: readonly Reach[], key: string, request: AssumeRoleRequest): Answer {
  if (reaches.some((reach) => reach === 'ALL' || reach === 'SOME')) {
    return YES;
  }
  const unclear = reaches.find((reach) => typeof reach === 'object');
  return unclear ? unknown(`the condition on ${key} ${unclear.unclear}`) : excluded(key, request);
}

function noneIsMet(reaches: readonly Reach[], key: string, request: AssumeRoleRequest): Answer {
  if (reaches.includes('ALL')) {
    return excluded(key, request);
  }
  return reaches.every((reach) => reach === 'NONE') ? YES : unknown(`the condition on ${key} may exclude it`);
}

function excluded(key: string, { account, region }: AssumeRoleRequest): Answer {
  const own = key === SOURCE_ACCOUNT ? `account ${account}` : `ARNs of account ${account} in ${region}`;
  return { ...no(`the condition on ${key} excludes ${own}`), byCondition: true };
}
