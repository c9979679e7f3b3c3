import { Stack } from 'aws-cdk-lib';
import cases from './refused-permissions.json';
import { AdditionalPermission, SageMakerExecutionRole, SageMakerRoleType } from '../../../src';
import { refusedActions, printed } from '../../../tools/generate/refused-actions';
import { runInProcess } from '../../cli/run-in-process';
import { readJson } from '../../policies/policy-file';

const PLACE = { env: { account: '111122223333', region: 'eu-west-1' } };

function roleWith(permission: Partial<AdditionalPermission>): SageMakerExecutionRole {
  return new SageMakerExecutionRole(new Stack(undefined, 'Stack', PLACE), 'Role', {
    roleType: SageMakerRoleType.SERVING,
    minimal: true,
    additionalPermissions: [{
      actions: ['ssm:GetParameter'], resources: ['arn:aws:ssm:eu-west-1:111122223333:parameter/own'], reason: 'Reads a setting.', ...permission,
    }],
  });
}

describe.each(cases)('refuses $name', ({ action, resource, because }) => {
  test('in code', () => {
    const create = () => roleWith({ actions: ['ssm:GetParameter', action], resources: [resource] });
    expect(create).toThrow(because);
    expect(create).toThrow(/^Stack\/Role: 'additionalPermissions' lists the (action|resource) "/);
  });

  test('on the command line', async () => {
    const { status, stderr } = await runInProcess(['actions', 'serving', '--allow', `${action}=${resource}`]);
    expect([status, stderr.startsWith('error: --allow lists the ')]).toEqual([64, true]);
    expect(stderr).toContain(because);
  });
});

test.each<[string, Partial<Record<keyof AdditionalPermission, unknown>>, string]>([
  ['no actions', { actions: [] }, "'additionalPermissions' has an entry without actions: list at least one"],
  ['no resources', { resources: [] }, "'additionalPermissions' has an entry without resources: list at least one"],
  ['an empty reason', { reason: ' ' }, "'additionalPermissions' allows \"ssm:GetParameter\" without a reason: say in 'reason' why the workload needs it"],
  ['no reason', { reason: undefined }, "'additionalPermissions' has an entry without 'reason': use an object with 'actions', 'resources' and 'reason'"],
  ['a text in the place of the actions', { actions: 's3:GetObject' }, "'additionalPermissions[0].actions' is \"s3:GetObject\": use a list of texts"],
  ['a number among the resources', { resources: [1] }, "'additionalPermissions[0].resources' is [1]: use a list of texts"],
  ['conditions that are null', { conditions: null }, "'additionalPermissions[0].conditions' is null: use an object, or omit it"],
  ['an operator with a text', { conditions: { StringEquals: 'x' } }, "'additionalPermissions' has \"x\" in 'conditions': use an object such as"],
  ['a key with an object', { conditions: { StringEquals: { 'aws:ResourceTag/team': {} } } }, "'additionalPermissions' has {} in 'conditions': use an object such as"],
  ['an unknown operator', { conditions: { StringEqual: { 'aws:ResourceTag/team': 'ml' } } }, "'additionalPermissions' has the condition operator \"StringEqual\": use one of IAM, such as StringEquals"],
  ['a key without its service', { conditions: { StringEquals: { team: 'ml' } } }, "'additionalPermissions' has the condition key \"team\": use a key with its service, such as aws:ResourceTag/team"],
  ['an operator without a key', { conditions: { StringEquals: {} } }, "'additionalPermissions' has the condition key \"\": use a key with its service, such as aws:ResourceTag/team"],
])('rejects %s', (_, permission, message) => {
  expect(() => roleWith(permission as Partial<AdditionalPermission>)).toThrow(message);
});

test.each([[1], [null], ['ssm:GetParameter']])('rejects %j in the place of a permission', (permission) => {
  expect(() => new SageMakerExecutionRole(new Stack(), 'Role', {
    roleType: SageMakerRoleType.SERVING, additionalPermissions: [permission as unknown as AdditionalPermission],
  })).toThrow(`'additionalPermissions[0]' is ${JSON.stringify(permission)}: use an object`);
});

test('the list of refused actions is the one of the authorization reference', async () => {
  // If this fails: npm run authorization-data
  const generated = await refusedActions();
  expect(readJson('refused-actions.json')).toEqual(generated);
  expect(JSON.parse(printed(generated))).toEqual(generated);
  expect(generated.refused.map(({ actions }) => Object.values(actions).flat().length)).toEqual([402, 112]);
});
