import type { OfflineDocument, OfflineRole } from './simulate';
import { expressionOf } from '../../src/core/review/expression/expression';

/** The place of an imagined deployment. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

export interface PolicyDocument {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: Record<string, Record<string, string | string[]>>;
}

/** A role of a synthesized template as IAM has it after the deployment. */
export interface TemplateRole {
  readonly logicalId: string;
  readonly arn: string;
  readonly trust: PolicyDocument;
  readonly policies: readonly { readonly logicalId: string; readonly document: PolicyDocument }[];
  readonly tags: Readonly<Record<string, string>>;
}

interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, any>;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

/** The roles of a template with the policies that the template attaches to them, every intrinsic function resolved. */
export function rolesOf(template: Template, place: Place): TemplateRole[] {
  const resources = resolveTemplate(template, place).Resources;
  return Object.entries(resources).filter(([, { Type }]) => Type === 'AWS::IAM::Role').map(([logicalId, { Properties = {} }]) => {
    const arn = attributeOf(logicalId, template.Resources[logicalId], 'Arn', place);
    const attached = Object.entries(resources).filter(([id, { Type, Properties: policy = {} }]) =>
      Type === 'AWS::IAM::ManagedPolicy' && ((Properties.ManagedPolicyArns ?? []).includes(referenceTo(id, resources[id], place))
        || (policy.Roles ?? []).includes(referenceTo(logicalId, resources[logicalId], place)))
      || Type === 'AWS::IAM::Policy' && (policy.Roles ?? []).includes(referenceTo(logicalId, resources[logicalId], place)));
    return {
      logicalId,
      arn,
      trust: Properties.AssumeRolePolicyDocument,
      policies: [
        ...attached.map(([id, { Properties: policy }]) => ({ logicalId: id, document: policy!.PolicyDocument })),
        ...(Properties.Policies ?? []).map((inline: any) => ({ logicalId: inline.PolicyName, document: inline.PolicyDocument })),
      ],
      tags: Object.fromEntries((Properties.Tags ?? []).map(({ Key, Value }: any) => [Key, Value])),
    };
  });
}

/** A role of a template, as the offline IAM has it. */
export function offlineRole({ arn, trust, policies }: TemplateRole): OfflineRole {
  return { name: arn.split('/').pop()!, arn, trust, policies: policies.map(({ logicalId, document }) => ({ id: logicalId, document: document as OfflineDocument })) };
}

/** A template with its intrinsic functions resolved as in a deployment. */
export function resolveTemplate(template: Template, place: Place): Template {
  const resolveMembers = (object: object) =>
    Object.fromEntries(Object.entries(object).map(([key, item]) => [key, resolve(item)]).filter(([, item]) => item !== NO_VALUE));
  const resolve = (value: unknown): any => {
    const expression = expressionOf(value);
    switch (expression.kind) {
      case 'nothing': return value ? NO_VALUE : value;
      case 'text': return typeof value === 'object' ? expression.text : value;
      case 'list': return expression.items.map(resolve).filter((item) => item !== NO_VALUE);
      case 'object': return resolveMembers(expression.members);
      case 'reference': {
        const { logicalId: id, attribute } = expression.reference;
        return attribute === undefined ? reference(id, template, place) : attributeOf(id, template.Resources[id], attribute, place);
      }
      case 'join': return resolve(expression.list).join(expression.separator);
      case 'select': return resolve(expression.list)[expression.index];
      case 'split': return String(resolve(expression.text)).split(expression.separator);
      case 'substitution': return expression.pieces.map((piece) => typeof piece === 'string' ? piece : String(resolve(piece.value))).join('');
      case 'import': return exported(resolve(expression.exportName), place);
      default: return expression.call.name === 'GetAZs' ? ['a', 'b', 'c'].map((zone) => place.region + zone) : resolveMembers(value as object);
    }
  };
  return { ...template, Resources: resolve(template.Resources) };
}

const NO_VALUE = Symbol('AWS::NoValue');

function reference(id: string, template: Template, place: Place): any {
  switch (id) {
    case 'AWS::Partition': return place.partition;
    case 'AWS::Region': return place.region;
    case 'AWS::AccountId': return place.account;
    case 'AWS::URLSuffix': return place.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
    case 'AWS::StackName': return 'stack';
    case 'AWS::NoValue': return NO_VALUE;
  }
  return template.Resources[id] ? referenceTo(id, template.Resources[id], place) : `parameter-${id.toLowerCase()}`;
}

function referenceTo(id: string, resource: Resource, place: Place): string {
  switch (resource.Type) {
    case 'AWS::IAM::ManagedPolicy': return `arn:${place.partition}:iam::${place.account}:policy/${id}`;
    case 'AWS::S3::Bucket': return resource.Properties?.BucketName ?? id.toLowerCase();
    case 'AWS::SNS::Topic': return attributeOf(id, resource, 'TopicArn', place);
    case 'AWS::EC2::Subnet': return `subnet-${id.toLowerCase()}`;
    case 'AWS::EC2::VPC': return `vpc-${id.toLowerCase()}`;
    default: return typeof resource.Properties?.RoleName === 'string' ? resource.Properties.RoleName : id;
  }
}

function attributeOf(id: string, resource: Resource | undefined, attribute: string, place: Place): string {
  const { partition, region, account } = place;
  const regional = (service: string, rest: string) => `arn:${partition}:${service}:${region}:${account}:${rest}`;
  switch (`${resource?.Type} ${attribute}`) {
    case 'AWS::IAM::Role Arn': return `arn:${partition}:iam::${account}:role${resource!.Properties?.Path ?? '/'}${referenceTo(id, resource!, place)}`;
    case 'AWS::S3::Bucket Arn': return `arn:${partition}:s3:::${referenceTo(id, resource!, place)}`;
    case 'AWS::KMS::Key Arn': return regional('kms', `key/${id.toLowerCase()}`);
    case 'AWS::Lambda::Function Arn': return regional('lambda', `function:${id}`);
    case 'AWS::SNS::Topic TopicArn': return regional('sns', id);
    case 'AWS::SQS::Queue Arn': return regional('sqs', id);
    case 'AWS::ECR::Repository Arn': return regional('ecr', `repository/${id.toLowerCase()}`);
    case 'AWS::Logs::LogGroup Arn': return regional('logs', `log-group:${id}:*`);
    case 'AWS::EC2::SecurityGroup GroupId': return `sg-${id.toLowerCase()}`;
    default: return `${id}.${attribute}`;
  }
}

/** An export of another stack. Its name shows the construct and the attribute. */
function exported(name: string, place: Place): string {
  const [, logicalId = name, attribute = ''] = /ExportsOutput(?:FnGetAtt|Ref)(.+?)(Arn)?[0-9A-F]{8}$/.exec(name) ?? [];
  const value = logicalId.toLowerCase();
  if (attribute !== 'Arn') {
    return value;
  }
  return /key/.test(value) ? `arn:${place.partition}:kms:${place.region}:${place.account}:key/${value}` : `arn:${place.partition}:s3:::${value}`;
}
