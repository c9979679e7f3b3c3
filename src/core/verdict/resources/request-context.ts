import { RequestingRole } from './role-principal';
import { isSameContextKey } from '../../iam/context-keys';
import { ContextEntry } from '../../question/question';
import { KeyFact, RequestContext } from '../policy/request';

/**
 * The condition keys of a request in a role session, for the policy of a resource.
 *
 * @param entries the keys and values of the request
 * @param assumed keys that a request may have, with one of the values
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function requestContext(entries: readonly ContextEntry[], assumed: readonly ContextEntry[], { id }: RequestingRole): RequestContext {
  const open = assumed.filter(({ key }) => !entries.some((entry) => isSameContextKey(entry.key, key)));
  return new Map<string, KeyFact>([
    ['aws:PrincipalType', { values: ['AssumedRole'] }],
    ['aws:userid', { values: [`${id ?? 'AROA*'}:*`], patterns: true }],
    // A service sends these only in its own requests, and IAM only those of users.
    ...['aws:SourceAccount', 'aws:SourceArn', 'aws:SourceOrgID', 'aws:PrincipalServiceName', 'aws:username'].map((key) => [key, { values: [] }] as const),
    // Amazon S3 accepts no older version.
    ['s3:TlsVersion', { values: ['1.2', '1.3'] }],
    ...entries.map((entry) => [entry.key, factOf(entry)] as const),
    ...open.map((entry) => [entry.key, { ...factOf(entry), mayBeAbsent: true }] as const),
  ]);
}

function factOf({ type, values }: ContextEntry): KeyFact {
  return { values, ...type === 'stringList' ? { list: true } : {} };
}
