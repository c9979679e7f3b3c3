import samples from './samples.json';
import { PLACE } from './workloads';
import { Request } from '../../testing/offline-iam/engine';
import { Statement } from '../../testing/offline-iam/template-roles';

const ENDINGS: Record<string, string[]> = samples.endings;

/** Concrete ARNs that match a pattern of a policy. */
export function concreteArns(pattern: string): string[] {
  if (pattern === '*') {
    return ['*'];
  }
  const ending = Object.keys(ENDINGS).filter((known) => pattern.endsWith(`:${known}`)).sort((a, b) => b.length - a.length)[0];
  return ending
    ? ENDINGS[ending].map((concrete) => pattern.slice(0, -ending.length) + concrete)
    : [pattern.replace(/^(arn:aws:[a-z-]+:)\*:/, `$1${PLACE.region}:`).replace(/^(arn:aws:[a-z-]+:[^:]*:)\*:/, '$1444455556666:').replace(/\*/g, 'mine')];
}

/** A context that meets a statement's conditions. */
export function fittingContext({ Condition = {} }: Statement): Record<string, string | string[]> {
  return Object.fromEntries(Object.entries(Condition).flatMap(([operator, keys]) => Object.entries(keys).map(([key, value]) => {
    const values = [value].flat().map((pattern) => pattern.replace(/\*/g, 'mine'));
    return [key, operator.startsWith('ForA') ? values : values[0]];
  })));
}

/** The requests that a statement should allow: each action on each of its resources. */
export function requestsOf(statement: Statement): Request[] {
  const context = fittingContext(statement);
  return [statement.Action].flat().flatMap((action) => [statement.Resource!].flat().flatMap(concreteArns).map((resource) => ({
    action, resource, context, resourceAccount: ownerOf(resource),
  })));
}

function ownerOf(resource: string): string | undefined {
  const account = resource.split(':')[4];
  return /^\d{12}$/.test(account ?? '') ? account : account === 'aws' || resource.includes(':::jumpstart-') ? '444455556666' : undefined;
}
