/**
 * A short label for a resource. For an ARN it is the resource's name, with account and Region only if they differ from the stack's. The statement
 * shows the full ARN.
 */
export function scopeLabel(resource: string): string {
  if (resource === '*') {
    return 'any resource';
  }
  const [arn, , , region, account, ...rest] = fieldsOf(resource);
  if (arn !== 'arn' || rest.length === 0) {
    return resource;
  }
  const foreign = [...foreignField('region', region), ...foreignField('account', account)];
  return `${rest.join(':')}${foreign.length > 0 ? ` (${foreign.join(', ')})` : ''}`;
}

/** Omits the stack's own Region and account. */
function foreignField(name: string, field: string): string[] {
  return ['', '${AWS::Region}', '${AWS::AccountId}'].includes(field) ? [] : [field === '*' ? `any ${name}` : field];
}

/** The fields of an ARN. A colon inside an expression (`${AWS::Region}`) doesn't separate fields. */
function fieldsOf(resource: string): string[] {
  return resource.match(/(?:\$\{[^}]*\}|[^:])+|(?<=:)(?=:)/g) ?? [];
}

/** Shortens a long text to its beginning and its end. */
export function shortened(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length
    ? text
    : [...characters.slice(0, Math.ceil(length / 2) - 1), '…', ...characters.slice(-Math.floor(length / 2))].join('');
}
