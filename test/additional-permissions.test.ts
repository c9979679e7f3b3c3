import { App, Aws, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import cases from './allowed-permissions.json';
import { AdditionalPermission, BucketAccess, RoleValidation, SageMakerExecutionRole, SageMakerRoleType } from '../src';
import { runInProcess } from './cli/run-in-process';
import { reportOf } from './core/review/report-of';
import { roleIdentity } from '../src/core/rules/role-identity';
import { validateRole } from '../src/core/verdict/role-validation';
import { decide, MalformedRequest } from '../testing/offline-iam/engine';
import { OfflineReader } from '../testing/offline-iam/offline-reader';
import { rolesOf } from '../testing/offline-iam/template-roles';
import { INSTANTLY, validationsOf } from '../testing/stack-question';
import { templateOf } from '../testing/template-of';

const PLACE = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };
const REASON = 'The test says so.';

function stackWith(...permissions: Omit<AdditionalPermission, 'reason'>[]): Stack {
  const stack = new Stack(new App(), 'Stack', { env: PLACE });
  const role = new SageMakerExecutionRole(stack, 'Role', {
    roleType: SageMakerRoleType.SERVING,
    minimal: true,
    buckets: [BucketAccess.readOnly(s3.Bucket.fromBucketName(stack, 'Bucket', 'own-bucket'), 'team/')],
    encryptionKeys: [],
    additionalPermissions: permissions.map((permission) => ({ ...permission, reason: REASON })),
  });
  new RoleValidation(stack, 'Validation', { role, requirements: role.requirements });
  return stack;
}

const isAdditional = ({ Sid }: { readonly Sid?: string }) => /^AdditionalPermission/.test(Sid ?? '');

describe.each(cases)('$name', ({ permission, allowed, denied, context = {}, violations = [], without }) => {
  const stack = stackWith(permission as unknown as AdditionalPermission);
  const role = () => rolesOf(templateOf(stack), PLACE)[0];
  const answers = (requests: string[][], values: object = context) => Promise.all(requests.map(async ([action, resource]) => {
    const owner = /^\d{12}$/.test(resource.split(':')[4]) ? resource.split(':')[4] : undefined;
    return decide(role(), { action, resource, context: values as Record<string, string>, resourceAccount: owner });
  }));
  const validated = (keeps: (statement: { readonly Sid?: string }) => boolean) => {
    const { arn, trust, policies } = role();
    const document = { Version: '2012-10-17', Statement: policies.flatMap((policy) => policy.document.Statement).filter(keeps) };
    const reader = new OfflineReader({ accountId: PLACE.account, roles: [{ name: arn.split('/').pop()!, trust, policies: [{ id: 'own', document: document as any }] }] });
    return validateRole(roleIdentity({ arn }, PLACE), validationsOf(stack, PLACE)[0].request.question, reader, INSTANTLY);
  };

  test('is allowed, and nothing else', async () => {
    expect(await answers(allowed)).toEqual(allowed.map(() => 'allowed'));
    expect(await answers(denied)).toEqual(denied.map(() => 'denied'));
  });

  test('is denied without what its conditions ask for', async () => {
    for (const violation of violations) {
      const violating = Object.fromEntries(Object.entries({ ...context, ...violation }).filter(([, value]) => value !== null));
      expect(await answers(allowed, violating)).toEqual(allowed.map(() => 'denied'));
    }
  });

  test('is what a validation asks for', async () => {
    expect((await validated(() => true)).verdict).toBe('VALID');
    const { verdict, findings } = await validated((statement) => !isAdditional(statement));
    expect(verdict).toBe(without);
    expect(findings.filter((finding) => finding.verdict !== 'VALID').map(({ subject }) => subject).sort()).toEqual([...permission.actions].sort());
  });
});

test('the metadata of the policy and the report have the reasons', () => {
  const template = Template.fromStack(stackWith(
    { actions: ['ssm:GetParameter'], resources: ['arn:aws:ssm:eu-west-1:111122223333:parameter/own'] }, { actions: ['sqs:SendMessage'], resources: ['arn:aws:sqs:eu-west-1:111122223333:own'] },
  )).toJSON();
  const [policy] = Object.values<any>(template.Resources).filter(({ Type }) => Type === 'AWS::IAM::ManagedPolicy');
  expect(policy.Metadata).toMatchObject({ 'cdk-sagemaker-execution-role:reasons': { AdditionalPermission: REASON, AdditionalPermission2: REASON } });
  const [{ statements }] = reportOf(template).roles;
  expect(statements.filter(({ sid }) => isAdditional({ Sid: sid })).map(({ why, source }) => [why, source])).toEqual([[REASON, []], [REASON, []]]);
});

test('a role without permissions of its own has no such metadata', () => {
  expect(JSON.stringify(Template.fromStack(stackWith()).toJSON())).not.toContain('cdk-sagemaker-execution-role:reasons');
});

test('a resource for everything gets a warning, in code and on the command line', async () => {
  const allowing = (resource: string) => {
    const stack = stackWith({ actions: ['s3:DeleteObject'], resources: [resource] });
    return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('anyResource')).length;
  };
  expect(['*', 'arn:aws:s3:::*', 'arn:aws:s3:::own-bucket/*'].map(allowing)).toEqual([1, 1, 0]);
  const { stderr } = await runInProcess(['policy', 'serving', '--minimal', '--account', PLACE.account, '--region', PLACE.region, '--allow', 's3:DeleteObject=*']);
  expect(stderr).toContain('--allow has a resource that stands for every resource: list ARNs, unless the action takes none');
});

test('an own permission never takes the place of one of the role type', () => {
  const stack = stackWith({ actions: ['s3:GetObject'], resources: [`arn:${Aws.PARTITION}:s3:::*`] });
  const statements = rolesOf(templateOf(stack), PLACE)[0].policies.flatMap(({ document }) => document.Statement);
  expect(statements.filter(({ Action }) => [Action].flat().includes('s3:GetObject')).map(({ Resource }) => Resource)).toContainEqual('arn:aws:s3:::own-bucket/team/*');
});

test('takes the ARN of a resource of the app, and a suffix behind it', () => {
  const stack = new Stack();
  const secret = new secretsmanager.Secret(stack, 'Secret');
  new SageMakerExecutionRole(stack, 'Role', {
    roleType: SageMakerRoleType.SERVING,
    additionalPermissions: [{ actions: ['secretsmanager:GetSecretValue'], resources: [secret.secretArn, `${secret.secretArn}-??????`], reason: REASON }],
  });
  const text = JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
  expect(text).toContain('[{"Ref":"SecretA720EF05"},{"Fn::Join":["",[{"Ref":"SecretA720EF05"},"-??????"]]}]');
});

test('lists the actions among the required ones', () => {
  const permission = { actions: ['ssm:GetParameter'], resources: ['*'], reason: REASON };
  expect(SageMakerExecutionRole.requiredActions({ roleType: SageMakerRoleType.SERVING, additionalPermissions: [permission] })).toContain('ssm:GetParameter');
});

test('several actions of the command line on one resource are one statement', async () => {
  const arn = 'arn:aws:ssm:eu-west-1:111122223333:parameter/a=b';
  const { stdout } = await runInProcess(['actions', 'serving', '--minimal', '--allow', `ssm:GetParameter=${arn}`, '--allow', `ssm:GetParameters=${arn}`, '--json']);
  expect(JSON.parse(stdout).statements.filter(({ sid }: { sid: string }) => isAdditional({ Sid: sid }))).toEqual([{
    sid: 'AdditionalPermission', actions: ['ssm:GetParameter', 'ssm:GetParameters'], resources: [arn], warnings: [], why: 'Stated with --allow.', source: [],
  }]);
});

test('an engine knows the requests of the cases', async () => {
  await expect(decide(rolesOf(templateOf(stackWith()), PLACE)[0], { action: 'ssm:NoSuchAction', resource: '*' })).rejects.toThrow(MalformedRequest);
});
