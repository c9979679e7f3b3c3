import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { RoleValidation, SageMakerExecutionRole, SageMakerFeature, SageMakerRoleType } from '../../../src';
import { validationsOf } from '../../../testing/stack-question';

const PLACE = { partition: 'aws', region: 'us-east-1', account: '111122223333' };
const ARN = 'arn:aws:lambda:us-east-1:111122223333:function:';

type Make = (stack: Stack) => lambda.IFunction;
const OPTIONS: lambda.FunctionProps = {
  runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => 1;'),
};
const own = (stack: Stack) => new lambda.Function(stack, 'Own', OPTIONS);
const imported = (stack: Stack, rest: string) => lambda.Function.fromFunctionArn(stack, 'Imported', ARN + rest);

/** The function ARNs that a role may invoke, and those that the validation of another role asks about. */
function invoked(make: Make, env?: { readonly account: string; readonly region: string }) {
  const stack = new Stack(new App(), 'Stack', { env });
  const role = new SageMakerExecutionRole(stack, 'Role', {
    roleType: SageMakerRoleType.PIPELINE, minimal: true, features: [SageMakerFeature.FUNCTIONS], functions: [make(stack)],
  });
  new RoleValidation(stack, 'Validation', { role, requirements: role.requirements });
  const granted = Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement).find(({ Sid }) => Sid === 'InvokeFunctions').Resource;
  const asked = validationsOf(stack, PLACE)[0].request.question.groups
    .filter(({ actions }) => actions.includes('lambda:InvokeFunction')).map(({ certainty, resources }) => [certainty, resources.length]);
  return { granted, asked };
}

const ref = (start: string) => ({ Ref: expect.stringMatching(start) });
const WITH_VERSIONS = [['concrete', 1], ['probe', 1]];
const ALONE = [['concrete', 1]];

test.each<[string, Make, unknown]>([
  ['an alias', (stack) => new lambda.Alias(stack, 'Live', { aliasName: 'live', version: own(stack).currentVersion }), ref('^Live')],
  ['a version', (stack) => own(stack).currentVersion, ref('^OwnCurrentVersion')],
  ['the latest version', (stack) => own(stack).latestVersion,
    { 'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.stringMatching('^Own'), 'Arn'] }, ':$LATEST']] }],
  ['the ARN of an alias', (stack) => imported(stack, 'reward:live'), `${ARN}reward:live`],
  ['the ARN of a version', (stack) => lambda.Version.fromVersionArn(stack, 'Third', `${ARN}reward:3`), `${ARN}reward:3`],
  ['the name of an alias', (stack) => lambda.Function.fromFunctionName(stack, 'Named', 'reward:live'), {
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':lambda:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':function:reward:live']],
  }],
])('%s is granted, and asked about, by its own ARN alone', (_, make, arn) => {
  expect(invoked(make)).toEqual({ granted: arn, asked: ALONE });
});

test('grants and asks about only the version of an edge function', () => {
  expect(invoked((stack) => new cloudfront.experimental.EdgeFunction(stack, 'Edge', OPTIONS), PLACE))
    .toEqual({ granted: ref('^EdgeFnCurrentVersion'), asked: ALONE });
});

test.each<[string, Make, unknown]>([
  ['a function', own, { 'Fn::GetAtt': [expect.stringMatching('^Own'), 'Arn'] }],
  ['a singleton', (stack) => new lambda.SingletonFunction(stack, 'Only', { ...OPTIONS, uuid: 'step' }),
    { 'Fn::GetAtt': [expect.stringMatching('^SingletonLambdastep'), 'Arn'] }],
])('grants and asks about %s with its versions and aliases', (_, make, arn) => {
  expect(invoked(make)).toEqual({ granted: [arn, { 'Fn::Join': ['', [arn, ':*']] }], asked: WITH_VERSIONS });
});

test('grants and asks about an imported function with its versions and aliases', () => {
  expect(invoked((stack) => imported(stack, 'reward'))).toEqual({ granted: [`${ARN}reward`, `${ARN}reward:*`], asked: WITH_VERSIONS });
});
