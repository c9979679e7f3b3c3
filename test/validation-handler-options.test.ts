import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { RoleRequirements, RoleValidation, SageMakerRoleType, ValidationHandlerOptions } from '../src';

const ARN = 'arn:aws:iam::111122223333:role/team/handed';
const READ = { Sid: 'ReadRoles', Effect: 'Allow', Action: ['iam:GetRole', 'iam:SimulatePrincipalPolicy'], Resource: ARN };
const REQUIREMENTS = RoleRequirements.executionRole({ roleType: SageMakerRoleType.SERVING, minimal: true });

let app: App;
let stack: Stack;
let vpc: ec2.IVpc;
beforeEach(() => {
  app = new App();
  stack = new Stack(app, 'Stack');
  vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'], privateSubnetIds: ['subnet-1'], isolatedSubnetIds: ['subnet-2'] });
});
const validate = (id: string, handler?: ValidationHandlerOptions, role: iam.IRole = iam.Role.fromRoleArn(stack, `${id}Role`, ARN, { mutable: false })) =>
  new RoleValidation(stack, id, { role, requirements: REQUIREMENTS, handler });
const createdRole = () => new iam.Role(stack, 'Created', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') });
const group = () => ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1');
const key = () => kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/1234');
const warningsOf = (of: Stack) => Annotations.fromStack(of).findWarning('*', Match.stringLikeRegexp('handlerRole'));

describe('the function', () => {
  test('runs in the subnets and the security groups of a VPC, with the permissions for its network interfaces', () => {
    validate('One', { vpc, subnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED }, securityGroups: [group()] });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Lambda::Function', { VpcConfig: { SubnetIds: ['subnet-2'], SecurityGroupIds: ['sg-1'] } });
    template.hasResourceProperties('AWS::IAM::Role', {
      ManagedPolicyArns: Match.absent(),
      Policies: [{ PolicyName: 'WriteLog' }, { PolicyName: 'UseNetwork', PolicyDocument: { Statement: [{ Resource: '*' }] } }, { PolicyName: 'ReadRoles' }].map(Match.objectLike),
    });
  });

  test('gets the private subnets and a new security group by default', () => {
    validate('One', { vpc });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Lambda::Function', { VpcConfig: { SubnetIds: ['subnet-1'] } });
    template.resourceCountIs('AWS::EC2::SecurityGroup', 1);
  });

  test('has an encrypted log and a limit of executions', () => {
    validate('One', { logEncryptionKey: key(), reservedConcurrentExecutions: 3 });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: 'arn:aws:kms:us-east-1:111122223333:key/1234' });
    template.hasResourceProperties('AWS::Lambda::Function', { ReservedConcurrentExecutions: 3 });
  });

  test('is an attribute of every validation of its stack', () => {
    expect(validate('One').handlerFunction).toBe(validate('Two').handlerFunction);
  });
});

describe('a managed policy', () => {
  test('has all permissions, also those of later validations', () => {
    validate('One', { managedPolicy: true });
    validate('Two', { managedPolicy: true }, iam.Role.fromRoleArn(stack, 'Other', `${ARN}2`, { mutable: false }));
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: [Match.objectLike({ Sid: 'WriteLog' }), { ...READ, Resource: [ARN, `${ARN}2`] }] },
    });
    const [[policy]] = Object.entries(template.findResources('AWS::IAM::ManagedPolicy'));
    template.hasResourceProperties('AWS::IAM::Role', { Policies: Match.absent(), ManagedPolicyArns: [{ Ref: policy }] });
  });

  test('is separate for a role that the stack creates, and the validation waits for it', () => {
    validate('One', { managedPolicy: true }, createdRole());
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::IAM::Policy', 0);
    const separate = Object.entries(template.findResources('AWS::IAM::ManagedPolicy', { Properties: { Roles: Match.anyValue() } }));
    expect(separate).toHaveLength(1);
    template.hasResource('Custom::SageMakerRoleValidation', { DependsOn: Match.arrayWith([separate[0][0]]) });
  });

  test('has room for fewer ARNs than inline policies', () => {
    const many = (handler: ValidationHandlerOptions) => {
      const other = new Stack(app, `Stack${Object.keys(handler).length}`);
      for (let index = 0; index < 80; index++) {
        const role = iam.Role.fromRoleArn(other, `Role${index}`, `arn:aws:iam::111122223333:role/${`${index}`.padStart(64, 'r')}`, { mutable: false });
        new RoleValidation(other, `One${index}`, { role, requirements: REQUIREMENTS, handler });
      }
    };
    expect(() => many({})).not.toThrow();
    expect(() => many({ managedPolicy: true })).toThrow("but the managed policy of the function's role can have only 6144: move some validations to another stack");
  });
});

describe('an immutable role', () => {
  test.each<[string, () => iam.IRole]>([
    ['imported as immutable', () => iam.Role.fromRoleArn(stack, 'Own', 'arn:aws:iam::111122223333:role/own', { mutable: false })],
    ['without policy updates', () => new iam.Role(stack, 'Own', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }).withoutPolicyUpdates()],
    ['of another account', () => iam.Role.fromRoleArn(new Stack(app, 'Home', { env: { account: '111122223333', region: 'eu-west-1' } }), 'Own', 'arn:aws:iam::444455556666:role/own')],
  ])('%s gets a warning with the statements that it needs', (_, role) => {
    const own = role();
    new RoleValidation(Stack.of(own), 'One', { role: iam.Role.fromRoleArn(Stack.of(own), 'Handed', ARN, { mutable: false }), requirements: REQUIREMENTS, handler: { role: own } });
    const found = warningsOf(Stack.of(own));
    expect(found).toHaveLength(1);
    const text = String(found[0].entry.data);
    expect(JSON.parse(text.slice(text.indexOf('['), text.lastIndexOf(']', text.lastIndexOf('[ack')) + 1))).toEqual([
      { Sid: 'WriteLog', Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: expect.anything() }, READ,
    ]);
  });

  test('is the only one with a warning', () => {
    validate('One');
    validate('Two', undefined, createdRole());
    const other = new Stack(app, 'Other');
    new RoleValidation(other, 'One', {
      role: iam.Role.fromRoleArn(other, 'Handed', ARN, { mutable: false }),
      requirements: REQUIREMENTS,
      handler: { role: new iam.Role(other, 'Own', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }) },
    });
    expect([warningsOf(stack), warningsOf(other)]).toEqual([[], []]);
  });
});

test('a precreated role appears in the report of customizeRoles with all its statements', () => {
  app = new App();
  stack = new Stack(app, 'Stack');
  iam.Role.customizeRoles(stack, { preventSynthesis: true, usePrecreatedRoles: { 'SageMaker::RoleValidation/Role': 'validator' } });
  validate('One');
  validate('Two', undefined, iam.Role.fromRoleArn(stack, 'Other', `${ARN}2`, { mutable: false }));
  const { directory } = app.synth();
  const { roles } = JSON.parse(readFileSync(join(directory, 'iam-policy-report.json'), 'utf8'));
  const report = roles.find(({ roleName }: any) => roleName === 'validator');
  expect(report).toMatchObject({ roleConstructPath: 'Stack/SageMaker::RoleValidation/Role', missing: false });
  expect(report.identityPolicyStatements).toEqual([
    { Sid: 'WriteLog', Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '(Stack/SageMaker::RoleValidation/Logs/Resource.Arn)' },
    READ,
    { ...READ, Sid: 'ReadRoles2', Resource: `${ARN}2` },
  ]);
});

test('two validations may have equal options in different objects', () => {
  const [securityGroup, boundary] = [group(), iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'boundary')];
  const options = () => ({
    vpc,
    subnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    securityGroups: [securityGroup],
    permissionsBoundary: boundary,
    managedPolicy: true,
  });
  validate('One', options());
  expect(() => validate('Two', options())).not.toThrow();
  const others: ValidationHandlerOptions[] = [
    { subnets: {} }, { securityGroups: [] }, { managedPolicy: false }, { reservedConcurrentExecutions: 1 }, { logEncryptionKey: key() },
  ];
  for (const [index, other] of others.entries()) {
    expect(() => validate(`Other${index}`, { ...options(), ...other })).toThrow("'handler' differs from the options of Stack/One");
  }
});

test.each<[string, () => ValidationHandlerOptions, string]>([
  ['subnets without a VPC', () => ({ subnets: {} }), "Stack/One: 'handler.subnets' needs 'handler.vpc': add the VPC, or omit 'subnets'"],
  ['security groups without a VPC', () => ({ securityGroups: [] }), "Stack/One: 'handler.securityGroups' needs 'handler.vpc': add the VPC, or omit 'securityGroups'"],
  ['no execution at all', () => ({ reservedConcurrentExecutions: 0 }),
    "Stack/One: 'handler.reservedConcurrentExecutions' is 0, so the function couldn't run: use a whole number of at least 1"],
  ['half an execution', () => ({ reservedConcurrentExecutions: 0.5 }), "'handler.reservedConcurrentExecutions' is 0.5"],
  ['a managed policy for a given role', () => ({ managedPolicy: true, role: createdRole() }),
    "Stack/One: 'handler' has both 'role' and 'managedPolicy', which is for the default role: omit one of them"],
])('fails on %s', (_, handler, message) => {
  expect(() => validate('One', handler())).toThrow(message);
});
