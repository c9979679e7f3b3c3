import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { BucketAccess } from '../../src';
import { resourceArn, ResourceForm, WorkloadProperty } from '../../src/core/rules/workload-property';

export const PLACE = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };

/** A part of a property that takes a text. */
export interface TextSlot {
  /** In test titles, such as `the name in an ARN`. */
  readonly slot: string;
  /** A text that it takes. */
  readonly example: string;
  /** The property in messages. */
  readonly shownAs: string;
  /** The value of the property with this text. */
  value(stack: Stack, text: string): unknown;
}

/** Every part of a property that takes a text, by the kind of the property. So a new property has them as well. */
export function textSlots(row: WorkloadProperty): TextSlot[] {
  const shownAs = row.property;
  switch (row.kind) {
    case 'constructs':
    case 'keys': return arnSlots(row.resource, shownAs, (stack, arn) => [constructWith(stack, row.arnAttribute, arn)]);
    case 'arns': return arnSlots(row.resource, shownAs, (_, arn) => [arn]);
    case 'names': return [
      { slot: 'the name', example: row.example, shownAs, value: (_, text) => [text] },
      ...row.resource ? arnSlots(row.resource, shownAs, (_, arn) => [arn]).filter(({ slot }) => slot !== 'the whole ARN') : [],
    ];
    case 'patterns': return [{ slot: 'the pattern', example: row.example, shownAs, value: (_, text) => [text] }];
    case 'namePrefix': return [{ slot: 'the start of the name', example: row.example, shownAs, value: (_, text) => text }];
    case 'buckets': return [
      ...arnSlots(row.resource, shownAs, (stack, arn) => [BucketAccess.readWrite(constructWith(stack, 'bucketArn', arn))]),
      { slot: 'the prefix', example: 'data/', shownAs, value: (stack, text) => [BucketAccess.readWrite(constructWith(stack, 'bucketArn', 'arn:aws:s3:::own-bucket'), text)] },
    ];
    case 'network': return Object.entries(row.ids).map(([part, { property, example }]) => ({
      slot: part, example, shownAs: property, value: (stack, text) => networkWith(stack, part, text),
    }));
    // Their own rules and tests have them: their texts may be patterns.
    case 'permissions':
    case 'jobConditions':
    case 'tags':
    case 'flag':
    case 'choice': return [];
  }
}

function arnSlots(form: ResourceForm, shownAs: string, value: TextSlot['value']): TextSlot[] {
  const place = (part: 'region' | 'account'): TextSlot[] => form.without?.includes(part) ? [] : [{
    slot: `the ${part} of an ARN`, example: PLACE[part], shownAs, value: (stack, text) => value(stack, resourceArn(form, form.example, { ...PLACE, [part]: text })),
  }];
  return [
    { slot: 'the whole ARN', example: resourceArn(form, form.example, PLACE), shownAs, value },
    { slot: 'the name in an ARN', example: form.example, shownAs, value: (stack, text) => value(stack, resourceArn(form, text, PLACE)) },
    ...place('region'),
    ...place('account'),
  ];
}

/** A construct of any kind, with the ARN that the library reads from it. */
export function constructWith(stack: Stack, attribute: string, arn: string): any {
  const construct = new Construct(stack, `Own${stack.node.children.length}`);
  return Object.assign(construct, {
    [attribute]: arn, bucketName: 'own-bucket', resourceArnsForGrantInvoke: [arn, `${arn}:*`], stack, env: { account: stack.account, region: stack.region },
  });
}

/** A network whose IDs are good, except that of one part. */
export function networkWith(stack: Stack, part?: string, text?: string): unknown {
  const id = (own: string, good: string) => part === own ? text! : good;
  return {
    vpc: ec2.Vpc.fromVpcAttributes(stack, `Vpc${stack.node.children.length}`, {
      vpcId: id('vpcId', 'vpc-1'), availabilityZones: ['a'], privateSubnetIds: [id('subnetIds', 'subnet-1')],
    }),
    securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, `Group${stack.node.children.length}`, id('securityGroupIds', 'sg-1'))],
    ...part === 'ownerAccount' ? { ownerAccountId: text } : {},
  };
}
