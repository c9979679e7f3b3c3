/** The owner of the credentials. */
export interface Caller {
  readonly kind: 'role' | 'user' | 'root' | 'federated' | 'other';
  /** The ARN from GetCallerIdentity. */
  readonly arn: string;
  readonly account: string;
  readonly partition: string;
  /** The name of a role, not of its session. */
  readonly name: string;
}

/** Parses the ARN of a session of a role, a role, a user, the root user or a federated user. */
export function callerOf(arn: string): Caller {
  const [, partition = '', service, , account = '', ...rest] = arn.split(':');
  const resource = rest.join(':');
  const [type, ...names] = resource.split('/');
  const base = { arn, account, partition };
  switch (`${service}:${type}`) {
    // A session's ARN has no path, and its second part is the session.
    case 'sts:assumed-role': return { ...base, kind: 'role', name: names[0] };
    case 'iam:role': return { ...base, kind: 'role', name: names.at(-1) ?? '' };
    case 'iam:user': return { ...base, kind: 'user', name: names.at(-1) ?? '' };
    case 'iam:root': return { ...base, kind: 'root', name: 'root' };
    case 'sts:federated-user': return { ...base, kind: 'federated', name: names.join('/') };
    default: return { ...base, kind: 'other', name: resource };
  }
}

/** The caller in a message. */
export function describeCaller({ kind, arn }: Caller): string {
  switch (kind) {
    case 'role': return `the role of ${arn}`;
    case 'user': return `the IAM user ${arn}`;
    case 'root': return `the root user ${arn}`;
    case 'federated': return `the federated user ${arn}`;
    case 'other': return arn;
  }
}
