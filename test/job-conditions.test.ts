import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import { runInProcess } from './cli/run-in-process';
import { reportOf } from './core/review/report-of';
import cases from './job-condition-cases.json';
import { JobConditions, RoleValidation, SageMakerExecutionRole, SageMakerExecutionRoleProps, SageMakerFeature as F, SageMakerRoleType as T, Workload } from '../src';
import { roleIdentity } from '../src/core/rules/role-identity';
import { validateRole, ValidationResult } from '../src/core/verdict/role-validation';
import { OfflineReader } from '../testing/offline-iam/offline-reader';
import { PolicyDocument, rolesOf } from '../testing/offline-iam/template-roles';
import { INSTANTLY, validationsOf } from '../testing/stack-question';
import { templateOf } from '../testing/template-of';
import { unnamedFeatures } from '../testing/workload/unnamed-features';

const PLACE = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };
const ALL: JobConditions = {
  requireNetwork: true,
  requireVolumeKey: true,
  requireOutputKey: true,
  requireNetworkIsolation: true,
  requireTrafficEncryption: true,
  forbidRemoteDebug: true,
  instanceTypes: ['ml.m5.large', 'ml.g5.*'],
  maxRuntime: Duration.hours(1),
};
const valueOf = (option: string) => ALL[option as keyof JobConditions];
const supportedBy = (roleType: T): JobConditions =>
  Object.fromEntries(cases.supported[roleType].map((option) => [option, valueOf(option)]));
const TAGS = { team: 'ml' };
/** Neither the role nor its caller starts anything that tags bind. */
const UNTAGGED = [T.HYPERPOD, T.HYPERPOD_CLUSTER, T.HYPERPOD_AUTOSCALING, T.IMAGE, T.MLFLOW, T.PARTNER_APP, T.GEOSPATIAL];
const TAGGED = Object.values(T).filter((roleType) => !UNTAGGED.includes(roleType));
/** The role types whose role itself starts something. Of the others, only the caller does. */
const STARTING = [T.TRAINING, T.PIPELINE, T.FEATURE_STORE, T.MODEL_EVALUATION, T.AUTOML, T.NOTEBOOK, T.STUDIO];

function stackWith(props: (stack: Stack) => SageMakerExecutionRoleProps): Stack {
  const stack = new Stack(new App(), 'Stack', { env: PLACE });
  const role = new SageMakerExecutionRole(stack, 'Role', props(stack));
  new RoleValidation(stack, 'Validation', { role, requirements: role.requirements });
  return stack;
}

/** The verdict on the role of a stack that has these statements instead of its own. */
function validated(stack: Stack, change: (document: PolicyDocument) => PolicyDocument = (document) => document): Promise<ValidationResult> {
  const { arn, trust, policies } = rolesOf(templateOf(stack), PLACE)[0];
  const changed = policies.map(({ document }, index) => ({ id: `policy${index}`, document: change(document) as any }));
  const reader = new OfflineReader({ accountId: PLACE.account, roles: [{ name: arn.split('/').pop()!, trust, policies: changed }] });
  return validateRole(roleIdentity({ arn }, PLACE), validationsOf(stack, PLACE)[0].request.question, reader, INSTANTLY);
}

const warningsOf = (stack: Stack, id: string) => Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp(`${id}\\]`)).map(({ entry }) => String(entry.data));

const named = (stack: Stack): Partial<Workload> => ({
  encryptionKeys: [kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/own')],
  network: {
    vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-own', availabilityZones: ['a', 'b'], privateSubnetIds: ['subnet-own', 'subnet-second'] }),
    securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-own')],
  },
});

describe.each(TAGGED)('a %s role with every feature, condition and tag', (roleType) => {
  const hasNetwork = [T.TRAINING, T.SERVING, T.MODEL_EVALUATION, T.BEDROCK].includes(roleType);
  const rows: [string, (stack: Stack) => Partial<Workload>][] = [['account-wide', () => ({})], ...hasNetwork ? [['named', named] as [string, typeof named]] : []];

  test.each(rows)('is what its own validation asks for: %s', async (_, more) => {
    const conditions = { jobConditions: supportedBy(roleType), resourceTags: TAGS };
    const stack = stackWith((one) => ({ roleType, features: unnamedFeatures(roleType), ...conditions, ...more(one) }));
    const result = await validated(stack);
    expect(result.findings.filter(({ verdict }) => verdict !== 'VALID')).toEqual([]);
    expect(result.verdict).toBe('VALID');
    const without = await validated(stack, (document) => ({ ...document, Statement: document.Statement.filter(({ Condition }) => !JSON.stringify(Condition ?? '').includes('/team')) }));
    expect(without.verdict === 'VALID').toBe(!STARTING.includes(roleType));
  });

  test('has each condition on each action that starts something', () => {
    const stack = stackWith(() => ({ roleType, features: unnamedFeatures(roleType), jobConditions: supportedBy(roleType), resourceTags: TAGS }));
    const statements = rolesOf(templateOf(stack), PLACE)[0].policies.flatMap(({ document }) => document.Statement);
    const creating = statements.filter(({ Action }) => [Action].flat().some((action) => /^(sagemaker:Create\w*(Job|JobV2|Model|Endpoint|EndpointConfig|Pipeline)|bedrock:CreateEvaluationJob)$/.test(action)));
    expect(creating.filter(({ Condition }) => !JSON.stringify(Condition ?? '').includes('"aws:RequestTag/team":"ml"'))).toEqual([]);
    expect(creating.length > 0).toBe(STARTING.includes(roleType));
  });

  test('keeps its reasons in the report', () => {
    const unexplained = (more: Partial<Workload>) => {
      const [{ statements }] = reportOf(templateOf(stackWith(() => ({ roleType, features: unnamedFeatures(roleType), ...more })))).roles;
      return statements.filter(({ why }) => why === undefined).map(({ sid }) => sid);
    };
    expect(unexplained({ jobConditions: supportedBy(roleType), resourceTags: TAGS })).toEqual(unexplained({}));
  });
});

test('a role that demands more is valid for a workload that says so, and not for another', async () => {
  const stackOf = (jobConditions?: JobConditions) => stackWith(() => ({
    roleType: T.TRAINING, minimal: true, features: [F.TRAINING_JOBS], jobConditions, resourceTags: jobConditions && TAGS,
  }));
  const [demanding, plain] = [stackOf(ALL), stackOf()];
  const [{ policies }] = rolesOf(templateOf(demanding), PLACE);
  const demands = () => policies[0].document;
  expect((await validated(demanding, demands)).verdict).toBe('VALID');
  const { verdict, findings } = await validated(plain, demands);
  expect(verdict).not.toBe('VALID');
  expect(findings.filter((finding) => finding.verdict !== 'VALID').map(({ subject }) => subject)).toContain('sagemaker:CreateTrainingJob');
  expect((await validated(demanding, () => rolesOf(templateOf(plain), PLACE)[0].policies[0].document)).verdict).toBe('VALID');
});

test.each(cases.rejected)('rejects $name', ({ props, error }) => {
  expect(() => new SageMakerExecutionRole(new Stack(), 'Role', { roleType: T.TRAINING, ...props } as unknown as SageMakerExecutionRoleProps)).toThrow(error);
});

test.each([
  [Duration.millis(1_500), "'jobConditions' has a maxRuntime of 1.5 seconds: use whole seconds, from 1 to 2419200 (28 days)"],
  [Duration.days(29), "'jobConditions' has a maxRuntime of 2505600 seconds: use whole seconds, from 1 to 2419200 (28 days)"],
  [Duration.seconds(new CfnParameter(new Stack(), 'Seconds', { type: 'Number' }).valueAsNumber), 'use a duration that is known at synthesis, such as Duration.hours(1)'],
])('rejects a longest run time that IAM or SageMaker would not understand', (maxRuntime, error) => {
  expect(() => new SageMakerExecutionRole(new Stack(), 'Role', { roleType: T.TRAINING, jobConditions: { maxRuntime } })).toThrow(error);
});

test.each(cases.typed)('rejects $name on the command line', async ({ options, error }) => {
  expect(await runInProcess(['actions', 'training', ...options])).toEqual({ status: 64, stdout: '', stderr: error });
});

test.each(Object.values(T))('%s takes the conditions that one of its actions or callers knows, and no other', (roleType) => {
  const taken = Object.keys(ALL).filter((option) => {
    try {
      const workload = { roleType, features: unnamedFeatures(roleType), jobConditions: { [option]: valueOf(option) } };
      return SageMakerExecutionRole.requiredActions(workload).length > 0;
    } catch {
      return false;
    }
  });
  expect(taken).toEqual(cases.supported[roleType]);
});

test('one warning names what IAM can\'t enforce', () => {
  const stack = stackWith(() => ({ roleType: T.PIPELINE, jobConditions: { requireNetwork: true, maxRuntime: Duration.hours(1) } }));
  expect(warningsOf(stack, 'unenforcedConditions')).toEqual([
    "IAM can't enforce all of 'jobConditions'. These actions don't know a condition: sagemaker:CreateTransformJob (requireNetwork, maxRuntime), "
    + 'sagemaker:CreateModel (maxRuntime), sagemaker:CreateEndpoint (requireNetwork, maxRuntime), sagemaker:CreateEndpointConfig (maxRuntime) '
    + '[ack: cdk-sagemaker-execution-role:unenforcedConditions]',
  ]);
  expect(warningsOf(stackWith(() => ({ roleType: T.TRAINING, jobConditions: ALL, resourceTags: TAGS })), 'unenforcedConditions')).toEqual([]);
});

test('a role that starts nothing gets a warning at synthesis', () => {
  const stack = stackWith(() => ({ roleType: T.SERVING, jobConditions: { requireNetwork: true }, resourceTags: TAGS }));
  expect(warningsOf(stack, 'unusedConditions')).toEqual([
    "the role itself does nothing that 'jobConditions' or 'resourceTags' narrows, and it has no caller: let one start work with grantRunWorkload, or omit it "
    + '[ack: cdk-sagemaker-execution-role:unusedConditions]',
  ]);
  expect(warningsOf(stackWith(() => ({ roleType: T.SERVING, jobConditions: { requireNetwork: false } })), 'unusedConditions')).toEqual([]);
  expect(warningsOf(stackWith(() => ({ roleType: T.TRAINING, resourceTags: TAGS })), 'unusedConditions')).toEqual([]);
});

test('the command line writes and warns about the same', async () => {
  const place = ['--account', PLACE.account, '--region', PLACE.region];
  const conditions = ['--job-condition', 'requireNetwork', '--job-condition', 'maxRuntime=3600', '--job-condition', 'instanceTypes=ml.m5.large', '--job-condition', 'instanceTypes=ml.g5.*'];
  const { stdout, stderr } = await runInProcess(['policy', 'model-evaluation', '--minimal', '--feature', 'training-jobs', ...place, ...conditions, '--resource-tag', 'team=a=b']);
  const stack = stackWith(() => ({
    roleType: T.MODEL_EVALUATION,
    minimal: true,
    features: [F.TRAINING_JOBS],
    resourceTags: { team: 'a=b' },
    jobConditions: { requireNetwork: true, maxRuntime: Duration.hours(1), instanceTypes: ['ml.m5.large', 'ml.g5.*'] },
  }));
  expect(JSON.parse(stdout)).toEqual(rolesOf(templateOf(stack), PLACE)[0].policies.map(({ document }) => document));
  expect(stderr).not.toContain('--job-condition');
  const serving = await runInProcess(['policy', 'serving', '--minimal', ...place, '--job-condition', 'requireNetwork']);
  expect(serving.stderr).toContain('the role itself does nothing that --job-condition narrows: use it with --caller, or omit it');
});

test('a role whose lists replace the prefix of names gets the warning too', () => {
  const warnings = (lists: Partial<SageMakerExecutionRoleProps>) => warningsOf(stackWith(() => ({ roleType: T.FEATURE_STORE, resourceNamePrefix: 'team-', ...lists })), 'unusedConditions');
  expect(warnings({ pipelines: ['nightly'], featureGroups: ['customers'] }))
    .toEqual([expect.stringContaining("the role itself does nothing that 'resourceNamePrefix' narrows, and it has no caller")]);
  expect(warnings({ pipelines: ['nightly'] })).toEqual([]);
  expect(warnings({ featureGroups: ['customers'] })).toEqual([]);
});

test('takes a tag that only the deployment knows', () => {
  const stack = stackWith((one) => ({ roleType: T.TRAINING, resourceTags: { team: new CfnParameter(one, 'Team', { allowedPattern: '[a-z]+' }).valueAsString } }));
  expect(JSON.stringify(templateOf(stack))).toContain('"aws:RequestTag/team":{"Ref":"Team"}');
});
