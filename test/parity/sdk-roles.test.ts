import sdk from './sdk-roles.json';
import { WorkloadScope } from '../../src/core/grant/workload';
import { workloadQuestion } from '../../src/core/question/questions';
import { validateRole } from '../../src/core/verdict/role-validation';
import { OfflineReader } from '../../testing/offline-iam/offline-reader';
import { INSTANTLY } from '../../testing/stack-question';

const PLACE = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };
const ARN = 'arn:aws:iam::111122223333:role/Sdk';
/** The scopes that the caller of the SDK gives, and the same scopes of the workload. */
const SCOPES: Readonly<Record<string, readonly string[]>> = {
  S3: ['arn:aws:s3:::team-data', 'arn:aws:s3:::team-data/*'],
  KMS: ['arn:aws:kms:eu-west-1:111122223333:key/team'],
  PASSROLE: [ARN],
};
const NAMED = {
  buckets: [{ arn: 'arn:aws:s3:::team-data', prefix: '', read: true, write: true }],
  encryptionKeys: ['arn:aws:kms:eu-west-1:111122223333:key/team'],
};
/** The SDK gives these roles no key, and lets this one only read its bucket. */
const WITHOUT_KEYS = ['serving', 'pipeline', 'feature_store'];
const READING = ['serving', 'bedrock'];

interface SdkStatement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: object;
}

function readerOf(roleType: string): OfflineReader {
  const { trustedServices, statements } = sdk.roleTypes[roleType as keyof typeof sdk.roleTypes] as {
    readonly trustedServices: readonly string[]; readonly statements: readonly SdkStatement[];
  };
  return new OfflineReader({
    accountId: PLACE.account,
    roles: [{
      name: 'Sdk',
      trust: {
        Version: '2012-10-17',
        Statement: [{
          Effect: 'Allow', Principal: { Service: trustedServices }, Action: 'sts:AssumeRole', Condition: { StringEquals: { 'aws:SourceAccount': PLACE.account } },
        }],
      },
      policies: [{
        id: 'sdk',
        document: {
          Version: '2012-10-17',
          Statement: statements.map(({ actions, resources, conditions }) => ({
            Effect: 'Allow', Action: actions, Resource: resources.flatMap((resource) => SCOPES[resource] ?? resource), ...conditions ? { Condition: conditions } : {},
          })),
        } as any,
      }],
    }],
  });
}

async function validate(workload: WorkloadScope) {
  return validateRole({ ...PLACE, name: 'Sdk', arn: ARN }, workloadQuestion(workload, PLACE), readerOf(workload.roleType), INSTANTLY);
}

describe.each(Object.keys(sdk.roleTypes))('the SDK\'s role for %s', (roleType) => {
  const named = {
    buckets: NAMED.buckets.map((bucket) => ({ ...bucket, write: !READING.includes(roleType) })),
    encryptionKeys: WITHOUT_KEYS.includes(roleType) ? [] : NAMED.encryptionKeys,
  };

  test.each<[string, object]>([['everything omitted', {}], ['its bucket and key named', named], ['the documented minimum', { ...named, minimal: true }]])(
    'is not INVALID with %s', async (_, properties) => {
      const { findings } = await validate({ roleType, ...properties });
      expect(findings.filter(({ verdict }) => verdict === 'INVALID')).toEqual([]);
      expect(findings.some(({ reason }) => reason === 'ALLOWED')).toBe(true);
    });
});

test('a role of the SDK is INVALID for a feature that you list and it lacks', async () => {
  const { verdict, findings } = await validate({ roleType: 'serving', features: ['vpc'] });
  expect(verdict).toBe('INVALID');
  expect(findings.filter((finding) => finding.verdict === 'INVALID').map(({ subject }) => subject)).toContain('ec2:DescribeSubnets');
});
