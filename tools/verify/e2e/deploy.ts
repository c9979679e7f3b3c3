import { AwsRequests } from './aws-requests';
import { motoTemplate } from './moto-dialect';
import { Place, resolveTemplate, Template } from '../../../testing/offline-iam/template-roles';
import { withReferences } from '../../../testing/template-validations';

const STACK = 'Workloads';
const CLOUDFORMATION_VERSION = '2010-05-15';
const STACK_MILLISECONDS = 60_000;

/** A deployed stack. */
export interface Deployment {
  readonly stackId: string;
  /** The template, with the deployed resources in place of every reference. */
  readonly resolved: Template;
  /** The names or ids of the resources. */
  readonly physicalIds: ReadonlyMap<string, string>;
  /** The resources that moto cannot deploy, by the reason. */
  readonly omitted: ReadonlyMap<string, readonly string[]>;
}

/**
 * Deploys a template as the CDK command line does: first the bootstrap resources, then the assets, the template file and the stack.
 *
 * @param assets the content of the assets, by their keys
 */
export async function deploy(
  template: Template, assets: Readonly<Record<string, Uint8Array>>, aws: AwsRequests, place: Place,
): Promise<Deployment> {
  const bucket = `cdk-hnb659fds-assets-${place.account}-${place.region}`;
  await aws.configure({ lambda: { use_docker: false } });
  await aws.json('ssm', 'AmazonSSM.PutParameter', { Name: '/cdk-bootstrap/hnb659fds/version', Type: 'String', Value: '30' });
  await aws.put(`/${bucket}`, `<CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><LocationConstraint>${place.region}`
    + '</LocationConstraint></CreateBucketConfiguration>');
  for (const [key, content] of Object.entries(assets)) {
    await aws.put(`/${bucket}/${key}`, content);
  }

  const { template: deployable, omitted } = motoTemplate(template);
  await aws.put(`/${bucket}/template.json`, JSON.stringify(deployable));
  const created = await aws.query('cloudformation', CLOUDFORMATION_VERSION, {
    'Action': 'CreateStack',
    'StackName': STACK,
    'TemplateURL': `https://s3.${place.region}.amazonaws.com/${bucket}/template.json`,
    'Capabilities.member.1': 'CAPABILITY_IAM',
  });
  await stackIsComplete(aws);
  const physicalIds = await resourcesOf(aws);
  const missing = Object.keys(deployable.Resources).filter((id) => !physicalIds.has(id));
  if (missing.length > 0) {
    throw new Error(`the stack is complete without ${missing.join(', ')}`);
  }
  const deployed = withReferences(template, (id, attribute) => deployedValue(template.Resources[id]?.Type, physicalIds.get(id), attribute, place));
  return { stackId: textOf('StackId', created), resolved: resolveTemplate(deployed, place), physicalIds, omitted };
}

async function stackIsComplete(aws: AwsRequests): Promise<void> {
  for (const start = Date.now(); ;) {
    const answer = await aws.query('cloudformation', CLOUDFORMATION_VERSION, { Action: 'DescribeStacks', StackName: STACK });
    const status = textOf('StackStatus', answer);
    if (status === 'CREATE_COMPLETE') {
      return;
    }
    if (status !== 'CREATE_IN_PROGRESS' || Date.now() - start > STACK_MILLISECONDS) {
      throw new Error(`the stack is in ${status}: ${answer}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function resourcesOf(aws: AwsRequests): Promise<Map<string, string>> {
  const answer = await aws.query('cloudformation', CLOUDFORMATION_VERSION, { Action: 'DescribeStackResources', StackName: STACK });
  const resources = answer.split('<member>').slice(1).filter((member) => textOf('ResourceStatus', member) === 'CREATE_COMPLETE');
  return new Map(resources.map((member) => [textOf('LogicalResourceId', member), textOf('PhysicalResourceId', member)]));
}

/** The text of the first element with this name. It needs no parser, because these elements contain neither elements nor escaped characters. */
function textOf(name: string, xml: string): string {
  const [, text] = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml) ?? [];
  if (text === undefined) {
    throw new Error(`the response has no ${name}: ${xml}`);
  }
  return text;
}

/** The value of a reference to a deployed resource. Undefined for a reference to anything else. */
function deployedValue(type: string | undefined, physicalId: string | undefined, attribute: string | undefined, place: Place): string | undefined {
  if (physicalId === undefined) {
    return undefined;
  }
  const { partition, region, account } = place;
  switch (attribute === undefined ? 'Ref' : `${type} ${attribute}`) {
    case 'Ref':
    case 'AWS::EC2::SecurityGroup GroupId':
    case 'AWS::SNS::Topic TopicArn': return physicalId;
    case 'AWS::IAM::Role Arn': return `arn:${partition}:iam::${account}:role/${physicalId}`;
    case 'AWS::S3::Bucket Arn': return `arn:${partition}:s3:::${physicalId}`;
    case 'AWS::KMS::Key Arn': return `arn:${partition}:kms:${region}:${account}:key/${physicalId}`;
    case 'AWS::Lambda::Function Arn': return `arn:${partition}:lambda:${region}:${account}:function:${physicalId}`;
    // CloudFormation appends :*, moto does not.
    case 'AWS::Logs::LogGroup Arn': return `arn:${partition}:logs:${region}:${account}:log-group:${physicalId}`;
    default: return undefined;
  }
}
