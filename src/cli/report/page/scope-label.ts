/**
 * A resource, short enough for a picture: of an ARN what names the resource, and account and region only where they are not the stack's
 * own. The statement has it in full.
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

/** The stack's own region and account go without saying. */
function foreignField(name: string, field: string): string[] {
  return ['', '${AWS::Region}', '${AWS::AccountId}'].includes(field) ? [] : [field === '*' ? `any ${name}` : field];
}

/** The fields between the colons of an ARN; a colon in an expression (`${AWS::Region}`) is none of them. */
function fieldsOf(resource: string): string[] {
  return resource.match(/(?:\$\{[^}]*\}|[^:])+|(?<=:)(?=:)/g) ?? [];
}

/** The beginning and the end of a text that is too long. */
export function shortened(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length
    ? text
    : [...characters.slice(0, Math.ceil(length / 2) - 1), '…', ...characters.slice(-Math.floor(length / 2))].join('');
}
