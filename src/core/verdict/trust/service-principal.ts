import { wildcardMatch } from '../../iam/patterns';
import { textsOf } from '../../iam/untyped-json';
import { Answer, any, no, unknown, YES } from '../policy/answer';
import { Elements, elementsOf } from '../policy/document';

/**
 * Whether a statement of a trust policy names a service. AWS says that service principals are case-sensitive.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html
 */
export function namesServicePrincipal(statement: Elements, service: string, partition: string, denies: boolean): Answer {
  if (statement.has('notprincipal')) {
    return unknown('NotPrincipal is not evaluated');
  }
  const principal = statement.get('principal');
  if (principal === '*') {
    return denies ? YES : unknown('the principal is *');
  }
  const kinds = elementsOf(principal);
  return kinds ? any([...kinds].map(([kind, names]) => namesOfKind(kind, textsOf(names), service, partition))) : unknown("the principal isn't readable");
}

function namesOfKind(kind: string, names: readonly string[] | undefined, service: string, partition: string): Answer {
  if (!names) {
    return unknown("the principal isn't readable");
  }
  switch (kind) {
    case 'service':
      return any(names.map((name) => namesService(comparableService(name, partition), comparableService(service, partition))));
    case 'aws':
      // Services differ in whether this principal includes them, so not even a Deny is certain.
      return names.includes('*') ? unknown('the principal is *') : no();
    case 'federated':
    case 'canonicaluser':
      return no();
    default:
      return unknown('the principal is of an unknown kind');
  }
}

function namesService(name: string, service: string): Answer {
  if (name === service) {
    return YES;
  }
  if (name.toLowerCase() === service) {
    return unknown(`the principal is ${name}, but the case of a service principal matters`);
  }
  if (name.replace(/\.[a-z]{2,}(?:-[a-z]+)+-\d+(?=\.amazonaws\.com$)/, '') === service) {
    return unknown(`the principal is ${name}, the service in one region`);
  }
  return wildcardMatch(name, service) ? unknown(`the principal is ${name}, a pattern`) : no();
}

/** A service principal in the form that all partitions share. */
function comparableService(name: string, partition: string): string {
  return partition === 'aws-cn' && name.endsWith('.amazonaws.com.cn') ? name.slice(0, -'.cn'.length) : name;
}
