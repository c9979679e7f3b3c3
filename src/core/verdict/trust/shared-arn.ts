import { AssumeRoleRequest, SOURCE_ARN } from './assume-role-request';
import { Condition, Operator } from './condition';
import { reachOf } from './reach';
import { Answer, unknown, YES } from './trust-answer';
import { wildcardMatch } from '../../iam/patterns';

/** Whether one ARN can meet all of these conditions on `aws:SourceArn`. Only an ARN in the conditions can prove it. */
export function meetTogether(conditions: readonly Condition[], request: AssumeRoleRequest): Answer {
  const reached = conditions.map(({ values, operator }) => values.map((value) => ({ value, reach: reachOf(value, SOURCE_ARN, operator, request) })));
  const narrow = conditions.filter((_, index) => reached[index].every(({ reach }) => reach !== 'ALL'));
  if (narrow.length < 2) {
    return YES;
  }
  const examples = reached.flat().filter(({ reach }) => reach === 'SOME').map(({ value }) => exampleOf(value, request));
  return examples.some((arn) => narrow.every(({ values, operator }) => values.some((value) => matches(value, operator, arn))))
    ? YES : unknown(`the conditions on ${SOURCE_ARN} may exclude each other`);
}

/** An ARN of the account that the value matches, if it matches any. */
function exampleOf(value: string, { partition, service, region, account }: AssumeRoleRequest): string {
  const resource = value.split(':').slice(5).join(':') || '*';
  return ['arn', partition, service.split('.')[0], region, account, resource.replace(/[*?]/g, 'x')].join(':');
}

function matches(value: string, { wildcards, ofArns, ignoresCase }: Operator, arn: string): boolean {
  if (!wildcards) {
    return value === (ignoresCase ? arn.toLowerCase() : arn);
  }
  const [patterns, texts] = [value, arn].map((text) => ofArns ? componentsOf(text) : [text]);
  return patterns.length === texts.length && patterns.every((pattern, index) => wildcardMatch(pattern, texts[index]));
}

function componentsOf(arn: string): string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}
