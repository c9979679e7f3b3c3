import { App, CfnParameter, Environment, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { RoleRequirements, RoleValidation, SageMakerRoleType } from '../../../src';
import { roleIdentity } from '../../../src/core/rules/role-identity';
import { validateRole } from '../../../src/core/verdict/role-validation';
import { OfflineReader } from '../../../testing/offline-iam/offline-reader';
import { INSTANTLY, validationsOf } from '../../../testing/stack-question';
import { templateOf } from '../../../testing/template-of';

const PLACE = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };
const ROLE_ARN = 'arn:aws:iam::111122223333:role/validated';

/** The validation of a stack that names its key by a literal ARN. */
function validationOf(env: Environment | undefined) {
  const stack = new Stack(new App(), 'Stack', { env });
  new RoleValidation(stack, 'Validation', {
    role: iam.Role.fromRoleArn(stack, 'Role', ROLE_ARN),
    requirements: RoleRequirements.executionRole({
      roleType: SageMakerRoleType.TRAINING,
      encryptionKeys: [kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/own-key')],
    }),
  });
  return validationsOf(stack, PLACE)[0].request;
}

test('asks the same in a stack for any environment as in one for this account and region', () => {
  // Only a stack with a region knows whether AWS has this bucket there.
  const regional = /"arn:aws:s3:::sagemaker-sd-models-prod-eu-west-1(\/[\w*]+)?",?/g;
  const asked = (env: Environment | undefined) => JSON.stringify(validationOf(env)).replace(regional, '').replaceAll(',]', ']');
  expect(asked(undefined)).toEqual(asked({ account: PLACE.account, region: PLACE.region }));
});

test.each([['any environment', undefined], ['this one', { account: PLACE.account, region: PLACE.region }]])(
  'reports the denial of a key by its account in a stack for %s', async (_, env) => {
    const reader = new OfflineReader({
      accountId: PLACE.account,
      roles: [{
        name: 'validated',
        trust: { Statement: { Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' } },
        policies: [{
          id: 'own',
          document: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Action: '*', Resource: '*' },
              { Effect: 'Deny', Action: 'kms:Decrypt', Resource: '*', Condition: { StringEquals: { 'aws:ResourceAccount': PLACE.account } } },
            ],
          },
        }],
      }],
    });
    const { findings } = await validateRole(roleIdentity({ arn: ROLE_ARN }, PLACE), validationOf(env).question, reader, INSTANTLY);
    expect(findings.filter(({ verdict }) => verdict === 'INVALID')).toEqual([{
      verdict: 'INVALID',
      reason: 'EXPLICIT_DENY',
      subject: 'kms:Decrypt',
      resource: 'arn:aws:kms:eu-west-1:111122223333:key/own-key',
      detail: 'denied by own; asked with aws:ResourceAccount = 111122223333',
    }]);
  });

test('asks about namespaces that only the deployment knows', () => {
  const stack = new Stack(new App(), 'Stack');
  const namespaces = new CfnParameter(stack, 'Namespaces', { type: 'CommaDelimitedList' }).valueAsList;
  new RoleValidation(stack, 'Validation', {
    role: iam.Role.fromRoleArn(stack, 'Role', ROLE_ARN),
    requirements: RoleRequirements.executionRole({ roleType: SageMakerRoleType.TRAINING, minimal: true, metricNamespaces: namespaces }),
  });
  const { Resources } = templateOf(stack);
  const [{ Properties }] = Object.values<any>(Resources).filter(({ Type }) => Type === 'Custom::SageMakerRoleValidation');
  const parts: unknown[] = Properties.Validation['Fn::Join'][1];
  const at = parts.findIndex((part) => typeof part === 'string' && part.endsWith('{"key":"cloudwatch:namespace","type":"string","values":'));
  expect(parts[at + 1]).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^CdkJsonStringify/), 'Value'] });
});
