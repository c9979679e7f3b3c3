import { PartialText, quotedText } from './partial-text';
import { checkArn, checkCharacters, checkName, checkPrefix } from './value-rules';
import { DisplayName } from './wording';
import { propertyNamed, WORKLOAD_PROPERTIES } from './workload-properties';
import { NameForm, ResourceForm, WorkloadProperty } from './workload-property';
import { BucketScope, NetworkScope, PermissionScope, WorkloadScope } from '../grant/workload';

/** A text of a workload, with the form that it must have. */
export interface WorkloadText {
  /** Such as `buckets` or `network.subnetIds`. */
  readonly property: string;
  readonly text: string;
  /** Without a form, a rule of the property checks the text. */
  readonly form?: NameForm | ResourceForm | 'prefix';
  readonly isPattern?: boolean;
  /** Whether the property has only this value. */
  readonly isOnly?: boolean;
}

/** Every text of a workload, by the table of properties. */
export function workloadTexts(scope: WorkloadScope): WorkloadText[] {
  const keys = (scope.bucketKeys ?? []).map((text): WorkloadText => ({ property: 'buckets', text, form: propertyNamed('encryptionKeys').resource }));
  return [...WORKLOAD_PROPERTIES.flatMap((row) => textsOf(row, scope[row.property as keyof WorkloadScope])), ...keys];
}

/**
 * Rejects ARNs, IDs and names that aren't of one resource of the right kind.
 *
 * @param partsOf the literal parts of a text, and those that only the deployment knows
 */
export function checkTexts(scope: WorkloadScope, displayName: DisplayName, partsOf: (text: string) => PartialText): void {
  for (const { property, text, form, isPattern, isOnly } of workloadTexts(scope)) {
    const parts = partsOf(text);
    // Only the deployment knows the whole text.
    if (form === undefined || parts.every((part) => typeof part !== 'string') && text !== '') {
      continue;
    }
    const shown = `${displayName(property)} ${isOnly ? 'is' : 'lists'} ${quotedText(parts)}`;
    if (form === 'prefix') {
      checkPrefix(displayName(property), parts, propertyNamed('buckets').longestPrefix);
    } else if ('service' in form) {
      checkArn(shown, form, parts);
    } else {
      checkCharacters(shown, parts, isPattern);
      checkName(shown, form, parts);
    }
  }
}

function textsOf(row: WorkloadProperty, value: unknown): WorkloadText[] {
  const { property } = row;
  if (value === undefined) {
    return [];
  }
  switch (row.kind) {
    case 'constructs':
    case 'keys':
    case 'arns': return (value as string[]).map((text) => ({ property, text, form: row.resource }));
    case 'names': return (value as string[]).map((text) => ({ property, text, form: row.resource && text.startsWith('arn:') ? row.resource : row }));
    case 'namePrefix': return [{ property, text: value as string, form: row, isOnly: true }];
    case 'patterns': return (value as string[]).map((text) => ({ property, text, form: row, isPattern: true }));
    case 'buckets': return (value as BucketScope[]).flatMap(({ arn, prefix, owner }): WorkloadText[] => [
      { property, text: arn, form: row.resource },
      { property, text: prefix, form: 'prefix' },
      ...owner === undefined ? [] : [{ property, text: owner }],
    ]);
    case 'network': return (Object.keys(row.ids) as (keyof NetworkScope)[]).flatMap((part) => {
      const ids = (value as NetworkScope)[part] ?? [];
      return [ids].flat().map((text) => ({ property: row.ids[part].property, text, form: row.ids[part], isOnly: typeof ids === 'string' }));
    });
    case 'permissions': return (value as PermissionScope[]).flatMap(({ resources, conditions = {} }) =>
      [...resources, ...Object.values(conditions).flatMap((keys) => Object.values(keys).flat())].map((text) => ({ property, text })));
    case 'tags': return Object.values(value as Record<string, string>).map((text) => ({ property, text }));
    case 'jobConditions':
    case 'flag':
    case 'choice': return [];
  }
}
