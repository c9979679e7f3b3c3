import type { Environment } from '../iam/environment';

/** The form of a name, or of a pattern. */
export interface NameForm {
  /** With its article, as in "is not an SNS topic". */
  readonly what: string;
  readonly name: RegExp;
  readonly longestName: number;
  /** The same for names that are older than the limit. */
  readonly longestOldName?: number;
  /** A name for the fix in a message. */
  readonly example: string;
  /** Names of this form that are of no use here. */
  readonly refused?: readonly { readonly name: RegExp; readonly because: string }[];
}

/** A kind of resource, and the form of its ARNs. */
export interface ResourceForm extends NameForm {
  readonly service: string;
  /** The part before the name in the ARN, such as `role/`. Some kinds have several. */
  readonly types: readonly string[];
  /** The ARNs of buckets have no Region and no account, those of roles no Region. */
  readonly without?: readonly ('region' | 'account')[];
}

interface Property {
  /** The name in `Workload` and in `WorkloadScope`. */
  readonly property: string;
  /** The option of the command line, its placeholder and its help. */
  readonly option: `--${string}`;
  readonly value?: string;
  readonly help: string;
  /** Whether it is an error if no statement of the role uses the property. */
  readonly mustBeUsed: boolean;
}

/** A list of constructs in code, and of names or ARNs on the command line. */
interface ConstructList extends Property {
  readonly kind: 'constructs' | 'keys';
  readonly resource: ResourceForm;
  /** The attribute of the construct that is its ARN. */
  readonly arnAttribute: string;
  /** The method that makes the construct from a text. */
  readonly madeBy: string;
}

interface BucketList extends Property {
  readonly kind: 'buckets';
  readonly resource: ResourceForm;
  /** In bytes. */
  readonly longestPrefix: number;
}

/** A list of ARNs, in code as well. */
interface ArnList extends Property {
  readonly kind: 'arns';
  readonly resource: ResourceForm;
}

/** A list of names, or of patterns that may have wildcards. */
interface NameList extends Property, NameForm {
  readonly kind: 'names' | 'patterns';
  /** The form of the ARNs, if the list also takes these. */
  readonly resource?: ResourceForm;
}

export type NetworkIds = Readonly<Record<'vpcId' | 'subnetIds' | 'securityGroupIds' | 'ownerAccount', NameForm & { readonly property: string; readonly option: string }>>;

interface Network extends Property {
  readonly kind: 'network';
  readonly ids: NetworkIds;
}

/** The user's own permissions. The command line takes one action on one resource at a time. */
interface PermissionList extends Property {
  readonly kind: 'permissions';
}

/** The demands on jobs, and the tags. Each has members of its own. */
interface ConditionProperty extends Property {
  readonly kind: 'jobConditions' | 'tags';
}

/** One text, the start of a name. */
interface NamePrefix extends Property, NameForm {
  readonly kind: 'namePrefix';
}

interface OtherProperty extends Property {
  /** A flag is on or off. A choice can also be omitted, which is neither. */
  readonly kind: 'flag' | 'choice';
}

export type WorkloadProperty = ConstructList | BucketList | ArnList | NameList | Network
  | PermissionList | ConditionProperty | NamePrefix | OtherProperty;

/** The place of the ARNs in messages. */
export const EXAMPLE_PLACE: Environment = { partition: 'aws', region: 'us-east-1', account: '123456789012' };

/** The ARN of a resource by its name. */
export function resourceArn({ service, types, without = [] }: ResourceForm, name: string, { partition, region, account }: Environment): string {
  return `arn:${partition}:${service}:${without.includes('region') ? '' : region}:${without.includes('account') ? '' : account}:${types[0]}${name}`;
}

/** The most characters of an ARN, once it is deployed. */
export function longestArn(resource: ResourceForm): number {
  const place = { partition: 'aws-us-gov', region: 'ap-southeast-1', account: '123456789012' };
  const [longestType] = [...resource.types].sort((one, other) => other.length - one.length);
  return resourceArn({ ...resource, types: [longestType] }, '', place).length + resource.longestName;
}
