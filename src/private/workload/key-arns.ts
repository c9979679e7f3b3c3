import { Token } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { roleTypeData } from '../../core/grant/data/policy-data';
import { Workload } from '../../workload';

/**
 * The ARN of a key. IAM matches the ARN of the key that a request uses, never the ARN of an alias.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
export function keyArn(key: kms.IKey, property: string): string {
  if ('aliasName' in key || key.keyArn.includes(':alias/')) {
    throw new Error(`'${property}' has the alias ${aliasName(key)}, but IAM matches the ARN of the key: use the key itself, for `
      + 'example with Key.fromKeyArn or Key.fromLookup');
  }
  return key.keyArn;
}

function aliasName(key: kms.IKey): string {
  const name = (key as kms.IAlias).aliasName ?? /alias\/.*$/.exec(key.keyArn)?.[0] ?? key.node.path;
  return Token.isUnresolved(name) ? key.node.path : name;
}

/**
 * The keys that the buckets, topics and queues are encrypted with, if these know them.
 *
 * If the workload omits its keys, it can use every key of this account, so only keys of other accounts are listed.
 */
export function bucketKeys({ buckets = [], topics = [], queues = [], encryptionKeys, roleType }: Workload, account: string | undefined): string[] {
  const open = encryptionKeys === undefined && leavesKeysOpen(roleType);
  const keys: [string, kms.IKey | undefined][] = [
    ...buckets.map(({ bucket }): [string, kms.IKey | undefined] => ['buckets', bucket.encryptionKey]),
    // The oldest supported release doesn't know the key of a topic.
    ...topics.map((topic): [string, kms.IKey | undefined] => ['topics', (topic as { readonly masterKey?: kms.IKey }).masterKey]),
    ...queues.map((queue): [string, kms.IKey | undefined] => ['queues', queue.encryptionMasterKey]),
  ];
  return keys.flatMap(([property, key]) => {
    const target = key && targetOf(key);
    return target && (!open || account !== undefined && isForeign(target, account)) ? [keyArn(target, property)] : [];
  });
}

/** Whether a role of this type can use every key of the account if the workload omits its keys. */
function leavesKeysOpen(roleType: string): boolean {
  return roleTypeData(roleType).statements.some(({ feature, resources }) => !feature && resources.includes('{keys}'));
}

function isForeign(key: kms.IKey, account: string): boolean {
  return !Token.isUnresolved(key.env.account) && !Token.isUnresolved(account) && key.env.account !== account;
}

/** The key behind an alias, if it is known: a bucket may have an alias as its key. */
function targetOf(key: kms.IKey): kms.IKey {
  try {
    return (key as Partial<kms.Alias>).aliasTargetKey ?? key;
  } catch {
    // An imported alias throws, because its key is not known.
    return key;
  }
}
