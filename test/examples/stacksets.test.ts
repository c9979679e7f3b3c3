import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnStackSet, Stack, Stage } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { StackSetStack } from 'cdk-stacksets';
import { synthesize } from './synthesize';
import { RolesStack } from '../../examples/stacksets/roles-stack';
import questions from '../../policies/questions.json';
import { BucketAccess, SageMakerExecutionRole, SageMakerRoleType } from '../../src';
import { InProcessOutcome, invokeInProcess } from '../../testing/lambda/invoke-in-process';
import { OfflineRole } from '../../testing/offline-iam/endpoint';
import { offlineRole, Place, resolveTemplate, rolesOf, Template } from '../../testing/offline-iam/template-roles';
import { TemplateValidation, validationsOf, withValidatedArns, withoutWaiting } from '../../testing/template-validations';
import { validateRole } from '../../tools/demo/validate-role';

const IRELAND = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };
const FRANKFURT = { partition: 'aws', region: 'eu-central-1', account: '444455556666' };
/** The longest names of partition and region. */
const GOV = { partition: 'aws-us-gov', region: 'us-gov-west-1', account: '777788889999' };
const PLACES: [string, Place][] = [['Ireland', IRELAND], ['Frankfurt', FRANKFURT], ['GovCloud', GOV]];

const ROLE_TYPES = ['bedrock', 'feature_store', 'hyperpod', 'model_evaluation', 'pipeline', 'serving', 'training'];
/** The rows of the page's tables. */
const ROWS = readFileSync(join(__dirname, '..', '..', 'docs', 'many-accounts.md'), 'utf8').split('\n').filter((line) => line.startsWith('|'));
const figure = (value: number) => value.toLocaleString('en-US');

const folder = synthesize('stacksets');
const files = readdirSync(folder);
const text = (name: string) => readFileSync(join(folder, name), 'utf8');
const json = (name: string) => JSON.parse(text(name));
const templateFileOf = (stack: string) => files.find((file) => file.startsWith(`${stack}EveryAccount`))!;
const stackSetOf = (stack: string): { readonly Properties: any; readonly DependsOn?: string[] } => {
  const [stackSet, ...more] = Object.values<any>(json(`${stack}.template.json`).Resources).filter(({ Type }) => Type === 'AWS::CloudFormation::StackSet');
  expect(more).toEqual([]);
  return stackSet;
};

const ROLES: Template = json(templateFileOf('Roles'));
const VALIDATED: Template = json(templateFileOf('ValidatedRoles'));

const typesOf = ({ Resources }: Template) => [...new Set(Object.values(Resources).map(({ Type }) => Type))].sort();
const createdRoles = (template: Template, place: Place) => rolesOf(withValidatedArns(template), place).filter(({ tags }) => tags.RoleType);

describe('the template of roles', () => {
  test('has a role of each of the seven types, and only roles and policies', () => {
    expect(createdRoles(ROLES, IRELAND).map(({ tags }) => tags.RoleType).sort()).toEqual(ROLE_TYPES);
    expect(typesOf(ROLES)).toEqual(['AWS::IAM::ManagedPolicy', 'AWS::IAM::Role']);
    expect(Object.keys(ROLES).sort()).toEqual(['Outputs', 'Resources']);
  });

  test('has no asset: its stack uploads only the two templates, to the account of the stack set', () => {
    expect(Object.values<any>(json('Roles.assets.json').files).map(({ source }) => source)).toEqual([
      { path: templateFileOf('Roles'), packaging: 'file' },
      { path: 'Roles.template.json', packaging: 'file' },
    ]);
    expect(text(templateFileOf('Roles'))).not.toMatch(/S3Bucket|S3Key|cdk-hnb659fds|BootstrapVersion/);
  });

  test('gives no name to a role or a policy, so a second region of an account can have them too', () => {
    expect(text(templateFileOf('Roles'))).not.toMatch(/"(RoleName|ManagedPolicyName|PolicyName)"/);
  });

  test('exports the ARN of each role by a name that teams can import', () => {
    expect(Object.values<any>((ROLES as any).Outputs).map(({ Export, Value }) => [Export.Name, Value['Fn::GetAtt'][1]]).sort()).toEqual([
      ['SageMakerBedrockRoleArn', 'Arn'],
      ['SageMakerFeatureStoreRoleArn', 'Arn'],
      ['SageMakerHyperpodRoleArn', 'Arn'],
      ['SageMakerModelEvaluationRoleArn', 'Arn'],
      ['SageMakerPipelineRoleArn', 'Arn'],
      ['SageMakerServingRoleArn', 'Arn'],
      ['SageMakerTrainingRoleArn', 'Arn'],
    ]);
  });
});

describe.each([['roles', 'Roles', ROLES], ['validated roles', 'ValidatedRoles', VALIDATED]] as const)('the stack set of %s', (_, stack, template) => {
  test('contains no account and no region', () => {
    // Accounts of AWS are the same in every account.
    const accounts = text(templateFileOf(stack)).match(/\b\d{12}\b/g) ?? [];
    expect(accounts.filter((account) => !questions.foreignOwners.some((owner) => owner.account === account))).toEqual([]);
    expect(text(templateFileOf(stack)).match(/\b(af|ap|ca|cn|eu|il|me|mx|sa|us)-(gov-)?[a-z]+-\d\b/g)).toBeNull();
  });

  test.each(PLACES)('trusts services on behalf of the account it is deployed to, in %s', (__, place) => {
    const trust = Object.fromEntries(createdRoles(template, place).map((role) => [role.tags.RoleType, role.trust.Statement]));
    const on = (...services: string[]) => services.map((service) => ({
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: service },
      Condition: { StringEquals: { 'aws:SourceAccount': place.account } },
    }));
    expect(trust).toEqual({
      bedrock: on('bedrock.amazonaws.com'),
      feature_store: on('sagemaker.amazonaws.com', 'scheduler.amazonaws.com'),
      hyperpod: on('sagemaker.amazonaws.com'),
      model_evaluation: on('sagemaker.amazonaws.com'),
      pipeline: on('sagemaker.amazonaws.com'),
      serving: on('sagemaker.amazonaws.com'),
      training: on('sagemaker.amazonaws.com'),
    });
  });

  test('is the same in every account, except for the account id', () => {
    const here = JSON.stringify(resolveTemplate(template, IRELAND));
    expect(here).toContain(IRELAND.account);
    const elsewhere = JSON.stringify(resolveTemplate(template, { ...IRELAND, account: FRANKFURT.account }));
    expect(here.replaceAll(IRELAND.account, FRANKFURT.account)).toEqual(elsewhere);
  });

  test('is rolled out to the organizational unit, with the permissions of AWS Organizations and CAPABILITY_IAM', () => {
    const { TemplateURL, Description, StackSetName, ...properties } = stackSetOf(stack).Properties;
    expect(properties).toEqual({
      PermissionModel: 'SERVICE_MANAGED',
      CallAs: 'DELEGATED_ADMIN',
      AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
      Capabilities: ['CAPABILITY_IAM'],
      ManagedExecution: { Active: true },
      OperationPreferences: { MaxConcurrentPercentage: 10, FailureTolerancePercentage: 10 },
      StackInstancesGroup: [{
        DeploymentTargets: { AccountFilterType: 'NONE', OrganizationalUnitIds: ['ou-ab12-34567890'] }, Regions: [{ Ref: 'AWS::Region' }],
      }],
    });
    // CDK uploads the template to the bootstrap bucket of the account of the stack set.
    expect(TemplateURL['Fn::Sub']).toMatch(/^https:\/\/s3\.\$\{AWS::Region}\.\$\{AWS::URLSuffix}\/cdk-hnb659fds-assets-\$\{AWS::AccountId}-\$\{AWS::Region}\/[0-9a-f]{64}\.json$/);
  });

  test('has a template far below the limit, of the size that the page says', () => {
    const bytes = Buffer.byteLength(text(templateFileOf(stack)));
    const minified = Buffer.byteLength(JSON.stringify(template));
    expect(bytes).toBeLessThan(1_000_000);
    expect(ROWS).toContain(`| \`${stack}\` | ${Object.keys(template.Resources).length} | ${figure(bytes)} | ${figure(minified)} |`);
  });
});

test('gives the same bytes when synthesized again, in a separate process', () => {
  const second = synthesize('stacksets');
  const compared = files.filter((file) => /\.(template|assets)\.json$/.test(file));
  expect(compared).toHaveLength(6);
  expect(compared.filter((file) => readFileSync(join(second, file), 'utf8') !== text(file))).toEqual([]);
});

test('uses as much of the IAM quotas as the page says', () => {
  // The longest documents: in GovCloud, with the longest names that CloudFormation generates.
  const lengthOf = (document: object) => JSON.stringify(document).replace(/:role\/\w+"/g, `:role/${'n'.repeat(64)}"`).length;
  const longest = (lengths: number[]) => figure(Math.max(...lengths));
  const roles = createdRoles(ROLES, GOV);
  const trusts = roles.map(({ trust }) => lengthOf(trust));
  const policies = roles.flatMap((role) => role.policies.map(({ document }) => lengthOf(document)));
  const [{ policies: inline }, ...more] = rolesOf(withValidatedArns(VALIDATED), GOV).filter(({ tags }) => !tags.RoleType);
  const inlineCharacters = inline.reduce((sum, { document }) => sum + lengthOf(document), 0);
  expect(more).toEqual([]);
  expect([Math.max(...trusts) < 2_048, Math.max(...policies) < 6_144, inlineCharacters < 10_240]).toEqual([true, true, true]);
  expect(ROWS).toEqual(expect.arrayContaining([
    `| Roles per account | 1,000 | ${roles.length} |`,
    `| Customer managed policies per account | 1,500 | ${policies.length} |`,
    `| Managed policies per role | 10 | ${longest(roles.map((role) => role.policies.length))} at most |`,
    `| Characters of a trust policy | 2,048 | ${longest(trusts)} at most |`,
    `| Characters of a managed policy | 6,144 | ${longest(policies)} at most |`,
    `| Characters of a role's inline policies | 10,240 | ${figure(inlineCharacters)}, of the validation's function |`,
  ]));
});

describe('the stack set of validated roles', () => {
  const parent = json('ValidatedRoles.template.json').Resources;
  const only = (type: string, resources: Record<string, any>): any => {
    const [[id, resource], ...more] = Object.entries(resources).filter(([, { Type }]) => Type === type);
    expect(more).toEqual([]);
    return { id, ...resource };
  };

  test('reads the code of its function from the bucket and the key that the deployment copies it to', () => {
    const bucket = only('AWS::S3::Bucket', parent);
    const copy = only('Custom::CDKBucketDeployment', parent);
    const inIreland = (resources: Template['Resources']) => resolveTemplate({ Resources: resources }, IRELAND).Resources;
    const { Code } = only('AWS::Lambda::Function', inIreland(VALIDATED.Resources)).Properties;
    expect(only('AWS::S3::Bucket', inIreland(parent)).Properties.BucketName).toEqual('example-sagemaker-roles-eu-west-1');
    expect(Code.S3Bucket).toEqual('example-sagemaker-roles-eu-west-1');
    expect(copy.Properties).toMatchObject({
      DestinationBucketName: { Ref: bucket.id }, SourceObjectKeys: [Code.S3Key], Extract: false, Prune: false,
    });
  });

  test('lets the accounts of the organization read the code, over TLS, and do nothing else', () => {
    const bucket = only('AWS::S3::Bucket', parent);
    const statements: any[] = only('AWS::S3::BucketPolicy', parent).Properties.PolicyDocument.Statement;
    const [{ Sid, ...allowed }, ...more] = statements.filter(({ Effect }) => Effect === 'Allow');
    expect(statements).toContainEqual(expect.objectContaining({ Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }));
    expect(allowed).toEqual({
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: 's3:GetObject',
      Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [bucket.id, 'Arn'] }, '/*']] },
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } },
    });
    expect(more).toEqual([]);
    expect(bucket.Properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true,
    });
  });

  test('is rolled out after the code is copied and readable', () => {
    expect(stackSetOf('ValidatedRoles').DependsOn).toEqual(expect.arrayContaining([
      only('Custom::CDKBucketDeployment', parent).id, only('AWS::S3::BucketPolicy', parent).id,
    ]));
  });

  test('has a pipeline role that waits for the verdict on the role that it may pass', () => {
    const existing = Object.keys(VALIDATED.Resources).find((id) => id.startsWith('PlatformRoleValidation'))!;
    const pipeline = Object.keys(VALIDATED.Resources).find((id) => /^RolesPipeline[0-9A-F]{8}$/.test(id))!;
    const referred = (id: string): string[] => [...JSON.stringify(VALIDATED.Resources[id]).matchAll(/"(?:Ref|Fn::GetAtt)":\[?"(\w+)"/g)].map(([, to]) => to);
    expect(referred(pipeline).flatMap(referred)).toContain(existing);
  });
});

describe('the validation in an account', () => {
  // The log of the function.
  beforeEach(() => jest.spyOn(console, 'log').mockImplementation());

  const validations = validationsOf(withValidatedArns(VALIDATED), IRELAND);
  const existing = validations.find(({ roleArn }) => roleArn.endsWith(':role/ml-platform/pretraining'))!;
  const created = createdRoles(VALIDATED, IRELAND);
  /** The existing role of every account, with these permissions. */
  const pretraining = (policies: OfflineRole['policies']): OfflineRole => ({
    name: 'pretraining', path: '/ml-platform/', trust: created.find(({ tags }) => tags.RoleType === 'training')!.trust, policies,
  });
  const accountWith = (...more: OfflineRole[]) => ({
    accountId: IRELAND.account,
    roles: [...more, ...created.map(offlineRole)],
  });
  const validate = ({ properties, ...validation }: TemplateValidation, ...more: OfflineRole[]): Promise<InProcessOutcome> =>
    invokeInProcess({ ...validation, properties: withoutWaiting(properties) }, accountWith(...more), IRELAND);

  test('finds its own roles VALID, with as many calls as the page says', async () => {
    const outcomes: [string, InProcessOutcome][] = [];
    for (const { tags: { RoleType: roleType }, arn } of created) {
      outcomes.push([roleType, await validate(validations.find(({ roleArn }) => roleArn === arn)!)]);
    }
    expect(outcomes.map(([roleType, { response }]) => [roleType, response.Status, response.Data!.Verdict]).sort())
      .toEqual(ROLE_TYPES.map((roleType) => [roleType, 'SUCCESS', 'VALID']));
    expect(ROWS).toEqual(expect.arrayContaining([
      ...outcomes.map(([roleType, { calls }]) => `| \`${roleType}\` | ${calls} |`),
      `| all seven | ${outcomes.reduce((sum, [, { calls }]) => sum + calls, 0)} |`,
    ]));
  });

  test('deploys the roles if the existing role of the account is valid', async () => {
    const { response, calls } = await validate(existing, pretraining([{ id: 'own', document: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } }]));
    expect(response).toMatchObject({ Status: 'SUCCESS', Data: { Verdict: 'VALID', RoleArn: 'arn:aws:iam::111122223333:role/ml-platform/pretraining' } });
    expect(ROWS).toContain(`| the existing role | ${calls} |`);
  });

  test('fails the stack of the account if its existing role is invalid', async () => {
    // Runs the bundle in a separate process.
    const { response } = await validateRole({ ...existing, properties: withoutWaiting(existing.properties) }, accountWith(pretraining([])), IRELAND);
    expect(response.Status).toEqual('FAILED');
    expect(response.Reason).toContain('arn:aws:iam::111122223333:role/ml-platform/pretraining');
  });
});

test('deploys the roles to each given region', () => {
  const stack = new RolesStack(new App(), 'Roles', { organizationalUnits: ['ou-ab12-34567890'], regions: ['eu-west-1', 'us-east-1'] });
  const { stackInstancesGroup } = stack.node.findChild('StackSet').node.defaultChild as CfnStackSet;
  expect(stack.resolve(stackInstancesGroup)).toEqual([{
    deploymentTargets: { accountFilterType: 'NONE', organizationalUnitIds: ['ou-ab12-34567890'] }, regions: ['eu-west-1', 'us-east-1'],
  }]);
});

describe('bad input', () => {
  const validated = (stack: Stack) => SageMakerExecutionRole.fromValidatedRoleArn(stack, 'Existing', `arn:aws:iam::${stack.account}:role/existing`, {
    roleType: SageMakerRoleType.TRAINING,
    minimal: true,
    encryptionKeys: [],
    buckets: [BucketAccess.readWrite(s3.Bucket.fromBucketName(stack, 'Data', 'data'))],
  });

  test('rejects a validation without a bucket for its code', () => {
    const everyAccount = new StackSetStack(new Stack(), 'EveryAccount');
    expect(() => validated(everyAccount)).toThrow('An Asset Bucket must be provided to use File Assets');
  });

  test('rejects a validation whose bucket has no prefix', () => {
    const stack = new Stack();
    const everyAccount = new StackSetStack(stack, 'EveryAccount', { assetBuckets: [new s3.Bucket(stack, 'Assets')] });
    expect(() => validated(everyAccount)).toThrow('An Asset Bucket Prefix must be provided to use File Assets');
  });

  test('rejects a Stage with an account, which would bind the roles of every account to it', () => {
    const stage = new Stage(new App(), 'Production', { env: { account: '111122223333', region: 'eu-west-1' } });
    expect(() => new RolesStack(stage, 'Roles', { organizationalUnits: ['ou-ab12-34567890'] })).toThrow(
      'Production/Roles/EveryAccount: the template of a stack set is for every account, but this one is bound to the account 111122223333: '
      + "omit 'env' on its Stage");
  });

  test('rejects a missing context, and names it', () => {
    expect(() => synthesize('stacksets', { organizationalUnit: '' }))
      .toThrow("the context 'organizationalUnit' is missing: set it in cdk.json, or with -c organizationalUnit=…");
  });
});
