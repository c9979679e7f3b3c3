import { WorkloadScope } from '../../../src/core/grant/workload';
import { checkMember } from '../../../src/core/rules/enum-member';
import { checkGranted } from '../../../src/core/rules/granted-rules';
import { InputError } from '../../../src/core/rules/input-error';
import { openScopeWarnings } from '../../../src/core/rules/open-scope-warning';
import { oneOf, PROPERTY_WORDING } from '../../../src/core/rules/wording';
import { checkFeatures, checkUse } from '../../../src/core/rules/workload-rules';

const bucket = (read: boolean, write: boolean) => ({ arn: 'arn:aws:s3:::own', prefix: '', read, write });

function errorOf(workload: WorkloadScope): string | undefined {
  try {
    checkFeatures(workload, PROPERTY_WORDING);
    checkUse(workload, PROPERTY_WORDING);
    checkGranted(workload, PROPERTY_WORDING, ['own', 'other']);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as Error).message;
  }
}

test.each<[string, WorkloadScope]>([
  ['a default feature that grants nothing', { roleType: 'training', encryptionKeys: [] }],
  ['a default feature that is named', { roleType: 'training', features: ['lineage'] }],
  ['features of keys and of objects beside what they use', {
    roleType: 'training',
    minimal: true,
    features: ['volume_encryption', 'multipart_upload'],
    buckets: [bucket(true, false), bucket(true, true)],
    encryptionKeys: ['arn:aws:kms:eu-west-1:111122223333:key/own'],
  }],
  ['an app and a tracking server in a role that uses both', {
    roleType: 'training',
    mlflowServers: [
      'arn:aws:sagemaker:eu-west-1:111122223333:mlflow-app/own', 'arn:aws:sagemaker:eu-west-1:111122223333:mlflow-tracking-server/own',
    ],
  }],
  ['a bucket that the role reads', { roleType: 'training', minimal: true, buckets: [bucket(true, false)] }],
  ['a bucket that the role writes', { roleType: 'training', buckets: [bucket(false, true)] }],
  ['keys through services', { roleType: 'training', encryptionKeys: ['arn:aws:kms:eu-west-1:111122223333:key/own'], keysViaServiceOnly: true }],
])('accepts %s', (_, workload) => {
  expect(errorOf(workload)).toBeUndefined();
});

test.each<[string, WorkloadScope, string]>([
  ['a feature of another role type', { roleType: 'bedrock', features: ['lineage'] },
    "'features' lists \"lineage\", which is not a feature of SageMakerRoleType.BEDROCK but of SageMakerRoleType.TRAINING: use SageMakerFeature.MODEL_REGISTRY, SageMakerFeature.JOB_OUTPUT, "
    + 'SageMakerFeature.AUTOMATIC_EVALUATION, SageMakerFeature.JUDGE_EVALUATION, SageMakerFeature.MODEL_ENCRYPTION, SageMakerFeature.VPC, '
    + 'SageMakerFeature.DISTILLATION, SageMakerFeature.BATCH_INFERENCE, SageMakerFeature.KNOWLEDGE_BASE_EVALUATION'],
  ['a property that the role type never uses', { roleType: 'bedrock', topics: ['arn:aws:sns:eu-west-1:111122223333:own'] },
    "'topics' has no effect on role type SageMakerRoleType.BEDROCK: omit it"],
  ['a property without its feature', { roleType: 'training', passableRoles: ['arn:aws:iam::111122223333:role/own'] },
    "'passableRoles' needs the feature PASS_ROLE: add SageMakerFeature.PASS_ROLE to 'features'"],
  ['keys through services without a key', { roleType: 'training', encryptionKeys: [], keysViaServiceOnly: true },
    "'keysViaServiceOnly' has no effect, because the role uses no key: list keys in 'encryptionKeys', or omit 'keysViaServiceOnly'"],
  ['tracking servers in a role that uses apps', { roleType: 'model_evaluation', mlflowServers: ['arn:aws:sagemaker:eu-west-1:111122223333:mlflow-tracking-server/own'] },
    "'mlflowServers' lists nothing that the role can use: list MLflow apps, or omit 'mlflowServers'"],
  ['a bucket to write in a role that reads', { roleType: 'serving', buckets: [bucket(true, false), bucket(false, true)] },
    "'buckets' lists \"other\" as write-only, but the role has no feature that writes: add one of SageMakerFeature.ASYNC_INFERENCE, "
    + "SageMakerFeature.DATA_CAPTURE, SageMakerFeature.BATCH_TRANSFORM to 'features', or use BucketAccess.readOnly or BucketAccess.readWrite"],
  ['a feature that writes to buckets that are read', { roleType: 'training', features: ['lineage', 'multipart_upload'], buckets: [bucket(true, false)] },
    'SageMakerFeature.MULTIPART_UPLOAD writes to a bucket, but every bucket is read-only: use BucketAccess.readWrite or BucketAccess.writeOnly, or remove the feature'],
  ['a feature of keys without a key', { roleType: 'training', features: ['volume_encryption'], encryptionKeys: [] },
    "SageMakerFeature.VOLUME_ENCRYPTION uses a key, but 'encryptionKeys' is empty: list the key, or remove the feature"],
  ['any service without a network', { roleType: 'training', anyAuthorizedService: true },
    "'anyAuthorizedService' has no effect, because the role has no network: set 'network', or omit 'anyAuthorizedService'"],
  ['any service without the feature', { roleType: 'serving', anyAuthorizedService: true },
    "'anyAuthorizedService' needs the feature VPC: add SageMakerFeature.VPC to 'features'"],
  ['keys through services for an offline store', {
    roleType: 'feature_store', features: ['offline_store'], encryptionKeys: ['arn:aws:kms:eu-west-1:111122223333:key/own'], keysViaServiceOnly: true,
  }, "'keysViaServiceOnly: true' can't work with the feature OFFLINE_STORE, which uses keys without the session of the role: "
    + "omit 'keysViaServiceOnly', or remove the feature"],
  ['retagging without a resource', { roleType: 'pipeline', features: ['retag'] },
    "SageMakerFeature.RETAG is only for resources of the account that you list: list 'pipelines' or 'modelPackageGroups', or remove the feature"],
  ['retagging in another account', {
    roleType: 'training',
    features: ['retag'],
    modelPackageGroups: ['arn:aws:sagemaker:eu-west-1:444455556666:model-package-group/own'],
  },
  "SageMakerFeature.RETAG is only for resources of the account that you list: list 'modelPackageGroups', or remove the feature"],
])('rejects %s', (_, workload, message) => {
  expect(errorOf(workload)).toBe(message);
});

describe('the warning about an omitted property', () => {
  const warn = (ids: string[], origin?: 'stated' | 'default') =>
    [...openScopeWarnings([{ warnings: ids }, { warnings: ids }], () => origin as never, PROPERTY_WORDING)];

  test.each([
    ['allBuckets', "'buckets' is omitted, so the role can use every bucket of this account: list the buckets with BucketAccess"],
    ['allKeys', "'encryptionKeys' is omitted, so the role can use every key of this account whose key policy allows it: "
      + 'list the keys, or pass an empty list if the workload uses none'],
    ['allQueues', "'queues' is omitted, so the role can send to every SQS queue of this account and Region: list the queues"],
    ['allPipelines', "'pipelines' is omitted, so the role can start every pipeline of this account and Region, each under its own role: "
      + "list the pipelines, or set 'resourceNamePrefix'"],
    ['allFeatureGroups', "'featureGroups' is omitted, so the role can read and write records of every feature group of this account and Region: "
      + "list the feature groups, or set 'resourceNamePrefix'"],
  ])('of %s says how to narrow it, once', (id, message) => {
    expect(warn([id])).toEqual([[id, message]]);
  });

  test.each([
    ['allFunctions', "'functions' is omitted, so the role can invoke every Lambda function of this account and Region: list the functions, or ", 'FUNCTIONS'],
    ['glueCatalog', "'glueDatabases' is omitted, so the role can read the whole Glue Data Catalog: list the databases, or ", 'GLUE_CATALOG'],
  ])('of %s says how to do without the feature', (id, beginning, feature) => {
    expect(warn([id], 'stated')).toEqual([[id, `${beginning}remove SageMakerFeature.${feature}`]]);
    expect(warn([id])).toEqual([[id, `${beginning}set 'minimal: true' and list only the features that the workload uses`]]);
  });
});

test.each([
  [['A'], 'A'], [['A', 'B'], 'A or B'], [['A', 'B', 'C'], 'one of A, B, C'],
])('lists the alternatives %j', (values, text) => {
  expect(oneOf(values)).toBe(text);
});

test('rejects a value that an enum lacks', () => {
  expect(() => checkMember('action', 'fail', 'VerdictAction', ['fail', 'warn'])).not.toThrow();
  expect(() => checkMember('action', 'Fail', 'VerdictAction', ['fail', 'warn', 'ignore_all']))
    .toThrow(new InputError('\'action\' is "Fail": use VerdictAction.FAIL, VerdictAction.WARN or VerdictAction.IGNORE_ALL'));
  expect(() => checkMember('action', undefined, 'VerdictAction', ['fail'])).toThrow("'action' is undefined: use VerdictAction.FAIL");
});
