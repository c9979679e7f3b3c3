import { textsOf } from '../../iam/untyped-json';
import { Answer, any, no, unknown, YES } from '../policy/answer';
import { Elements, elementsOf } from '../policy/document';
import { NamedAs, PrincipalAnswer } from '../policy/request';

/** The role that makes a request, in one of its sessions. */
export interface RequestingRole {
  readonly arn: string;
  readonly account: string;
  /** Its unique id, such as `AROA…`. Undefined if it isn't known. */
  readonly id?: string;
  /** Whether the role has a permissions boundary. */
  readonly hasBoundary: boolean;
}

/**
 * Whether a statement of a resource policy names a role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function namesRole(statement: Elements, role: RequestingRole, denies: boolean): PrincipalAnswer {
  const negated = statement.has('notprincipal');
  if (negated && statement.has('principal')) {
    return unknown('it has both a principal and its opposite');
  }
  const named = namedAs(statement.get(negated ? 'notprincipal' : 'principal'), role);
  return negated ? exceptFor(named, role, denies) : named;
}

/**
 * The answer for a statement that names all others. A Deny with NotPrincipal denies every role with a boundary, and a session of an
 * exempted role unless the statement exempts the session and the account, too.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function exceptFor(named: PrincipalAnswer, { hasBoundary }: RequestingRole, denies: boolean): PrincipalAnswer {
  if (denies && hasBoundary) {
    return { ...YES, as: 'everyone' };
  }
  if (named.applies === 'NO') {
    return { ...YES, as: 'everyone' };
  }
  return named.applies === 'UNKNOWN' || denies ? unknown('NotPrincipal may exempt only some sessions of the role') : no();
}

function namedAs(principal: unknown, role: RequestingRole): PrincipalAnswer {
  if (principal === '*') {
    return { ...YES, as: 'everyone' };
  }
  const kinds = elementsOf(principal);
  return kinds ? best([...kinds].map(([kind, names]) => namedByKind(kind, textsOf(names), role))) : unknown("the principal isn't readable");
}

function namedByKind(kind: string, names: readonly string[] | undefined, role: RequestingRole): PrincipalAnswer {
  if (!names) {
    return unknown("the principal isn't readable");
  }
  switch (kind) {
    case 'aws':
      return best(names.map((name) => namedByArn(name, role)));
    case 'canonicaluser':
      return unknown('the principal is a canonical user, which may be the account');
    case 'service':
    case 'federated':
      return no();
    default:
      return unknown('the principal is of an unknown kind');
  }
}

function namedByArn(name: string, { arn, account, id }: RequestingRole): PrincipalAnswer {
  const [, partition] = arn.split(':');
  if (name === '*') {
    return { ...YES, as: 'everyone' };
  }
  if (name === arn) {
    return { ...YES, as: 'itself' };
  }
  if (name === account || name === `arn:${partition}:iam::${account}:root`) {
    return { ...YES, as: 'account' };
  }
  if (/^AROA[A-Z0-9]+$/.test(name)) {
    // A policy shows the id of a role that was deleted, and a new role of the same name has another id.
    return id === undefined ? unknown(`the principal is the role with the id ${name}`) : name === id ? { ...YES, as: 'itself' } : no();
  }
  if (name.startsWith(`arn:${partition}:sts::${account}:assumed-role/${arn.split('/').at(-1)}/`)) {
    return unknown(`the principal is ${name}, one session of the role`);
  }
  return no();
}

/** The strongest of several ways to be named. */
function best(answers: readonly PrincipalAnswer[]): PrincipalAnswer {
  const order: readonly NamedAs[] = ['itself', 'everyone', 'account'];
  return order.flatMap((as) => answers.find((answer) => answer.as === as) ?? [])[0] ?? any(answers) as Answer;
}
