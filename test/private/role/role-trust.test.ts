import { App, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import cases from './role-trust-cases.json';
import { BucketAccess, RoleValidation, SageMakerExecutionRole, SageMakerExecutionRoleProps } from '../../../src';
import { roleIdentity } from '../../../src/core/rules/role-identity';
import { validateRole } from '../../../src/core/verdict/role-validation';
import { OfflineReader } from '../../../testing/offline-iam/offline-reader';
import { rolesOf } from '../../../testing/offline-iam/template-roles';
import { INSTANTLY, validationsOf } from '../../../testing/stack-question';
import { templateOf } from '../../../testing/template-of';
import { knownScopes } from '../../../testing/workload/known-scopes';
import { runInProcess } from '../../cli/run-in-process';

const PLACE = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };
const SOURCE_ARN = 'arn:aws:sagemaker:eu-west-1:111122223333:cluster/*';
const OWN_ACCOUNT = { StringEquals: { 'aws:SourceAccount': '111122223333' } };

/** A service without `documented` has no condition on the account, since AWS documents none. */
interface Case {
  readonly name: string;
  readonly workload: object;
  readonly trust: readonly { readonly service: string; readonly actions: string | string[]; readonly documented?: true }[];
  readonly cli: string[];
}

const ROWS = (cases as Case[]).map((one) => [one.name, one] as const);

function stackOf(workload: object, props: Partial<SageMakerExecutionRoleProps> = {}) {
  const stack = new Stack(new App(), 'Stack', { env: PLACE });
  const { roleType } = workload as SageMakerExecutionRoleProps;
  const buckets = [BucketAccess.readWrite(s3.Bucket.fromBucketName(stack, 'Data', 'data'))];
  const role = new SageMakerExecutionRole(stack, 'Role', { ...workload as SageMakerExecutionRoleProps, ...knownScopes(roleType, { buckets }), ...props });
  return { stack, role };
}

const trustOf = (stack: Stack) => rolesOf(templateOf(stack), PLACE)[0].trust;

/** The verdict of a deployment on the role, with its own trust policy or another one. */
async function validated(workload: object, change: (trust: string) => string = (trust) => trust) {
  const { stack, role } = stackOf(workload);
  new RoleValidation(stack, 'Validation', { role, requirements: role.requirements });
  const { arn, trust, policies } = rolesOf(templateOf(stack), PLACE)[0];
  const reader = new OfflineReader({
    accountId: PLACE.account,
    roles: [{
      name: arn.split('/').pop()!,
      trust: JSON.parse(change(JSON.stringify(trust))),
      policies: policies.map(({ document }, index) => ({ id: `policy${index}`, document: document as any })),
    }],
  });
  const { verdict, findings } = await validateRole(roleIdentity({ arn }, PLACE), validationsOf(stack, PLACE)[0].request.question, reader, INSTANTLY);
  return { verdict, subjects: findings.filter((finding) => finding.verdict !== 'VALID').map((finding) => (finding as { readonly subject?: string }).subject) };
}

describe.each(ROWS)('%s', (_, { workload, trust, cli }) => {
  const undocumented = trust.filter(({ documented }) => !documented).map(({ service }) => service);
  const statements = (condition: object) => trust.map(({ service, actions, documented }) => ({
    Effect: 'Allow', Principal: { Service: service }, Action: actions, ...documented && Object.keys(condition).length > 0 ? { Condition: condition } : {},
  }));

  test('is trusted by its services, each with its actions, and only some of them with conditions', () => {
    expect(trustOf(stackOf(workload).stack).Statement).toEqual(statements(OWN_ACCOUNT));
    expect(trustOf(stackOf(workload, { accountScopedTrust: false }).stack).Statement).toEqual(statements({}));
  });

  test('has no warning about it', () => {
    expect(Annotations.fromStack(stackOf(workload).stack).findWarning('*', Match.stringLikeRegexp('[Tt]rust|SourceAccount'))).toEqual([]);
  });

  test('has the same trust policy on the command line', async () => {
    const { stdout, status } = await runInProcess(['trust', ...cli, '--account', PLACE.account]);
    expect([status, JSON.parse(stdout)]).toEqual([0, trustOf(stackOf(workload).stack)]);
  });

  test('lets a caller pass the role to these services, and to no other', () => {
    const { stack, role } = stackOf(workload);
    role.grantPassRoleToService(new iam.User(stack, 'Caller'));
    const [passing] = Object.values<any>(templateOf(stack).Resources).filter(({ Type }) => Type === 'AWS::IAM::Policy')
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    const services = trust.map(({ service }) => service);
    expect(passing).toMatchObject({ Action: 'iam:PassRole', Condition: { StringEquals: { 'iam:PassedToService': services.length > 1 ? services : services[0] } } });
  });

  test('is valid, and invalid without one of these actions or services', async () => {
    expect(await validated(workload)).toEqual({ verdict: 'VALID', subjects: [] });
    for (const { service, actions } of trust) {
      const without = [`"${service}"`, ...[actions].flat().slice(1).map((action) => `"${action}"`)];
      for (const text of without) {
        const changed = await validated(workload, (document) => document.split(text).join(text.startsWith('"sts') ? '"sts:GetCallerIdentity"' : '"ec2.amazonaws.com"'));
        expect([text, changed.verdict]).toEqual([text, 'INVALID']);
      }
    }
  });

  test('is inconclusive if its trust policy demands an account that the service may not send', async () => {
    for (const service of undocumented) {
      const principal = `"Principal":{"Service":"${service}"}`;
      const changed = await validated(workload, (document) => document.replace(principal, `${principal},"Condition":${JSON.stringify(OWN_ACCOUNT)}`));
      expect([service, changed]).toEqual([service, { verdict: 'INCONCLUSIVE', subjects: [service] }]);
    }
  });

  test('takes source ARNs only for the services whose ARNs AWS documents', () => {
    const makers: [() => string[], RegExp][] = [
      [() => [SOURCE_ARN], /^Stack\/Role: 'sourceArns' lists ".*", but AWS documents no source ARN of .*: remove 'sourceArns'$/],
      [() => [Fn.importValue('Arn')], /^Stack\/Role: 'sourceArns' has an ARN that is a token, but AWS documents no source ARN of .*: remove 'sourceArns'$/],
      [() => new CfnParameter(new Stack(), 'Arns', { type: 'CommaDelimitedList' }).valueAsList, /'sourceArns' is a list token, but AWS documents no source ARN of /],
    ];
    for (const [make, error] of makers) {
      const create = () => stackOf(workload, { sourceArns: make() });
      undocumented.length === trust.length ? expect(create).toThrow(error) : expect(create).not.toThrow();
    }
    undocumented.length < trust.length && expect(trustOf(stackOf(workload, { sourceArns: [SOURCE_ARN.replace('cluster', 'training-job')] }).stack).Statement)
      .toEqual(statements({ ...OWN_ACCOUNT, ArnLike: { 'aws:SourceArn': SOURCE_ARN.replace('cluster', 'training-job') } }));
  });
});
