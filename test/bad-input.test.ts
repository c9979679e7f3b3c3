import { readFileSync } from 'fs';
import { join } from 'path';
import { App, CfnParameter, Duration, Fn, Lazy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  BucketAccess, PolicyAttachment, SageMakerExecutionRole, SageMakerExecutionRoleProps, SageMakerFeature as F, SageMakerRoleType as T,
} from '../src';
import { roleShape } from '../src/private/role/role-shape';

const bucket = (stack: Stack, name = 'own-bucket') => s3.Bucket.fromBucketName(stack, 'Bucket', name);
const role = (stack: Stack, id = 'Passed') => iam.Role.fromRoleArn(stack, id, 'arn:aws:iam::111122223333:role/passed');
const network = (stack: Stack) => ({
  vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'], privateSubnetIds: ['subnet-1'] }),
  securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')],
});

/** A workload from a language without types. */
const untyped = (props: Record<string, unknown>) => props as unknown as SageMakerExecutionRoleProps;

const imported = (stack: Stack, arn: string) => BucketAccess.readOnly(s3.Bucket.fromBucketArn(stack, 'Imported', arn));

const ROLE_TYPES = 'SageMakerRoleType.TRAINING, SageMakerRoleType.SERVING, SageMakerRoleType.PIPELINE, SageMakerRoleType.FEATURE_STORE, '
  + 'SageMakerRoleType.BEDROCK, SageMakerRoleType.HYPERPOD, SageMakerRoleType.HYPERPOD_CLUSTER, SageMakerRoleType.HYPERPOD_AUTOSCALING, SageMakerRoleType.AGENT_TRAINING, SageMakerRoleType.MODEL_EVALUATION, SageMakerRoleType.PROCESSING, '
  + 'SageMakerRoleType.AUTOML, SageMakerRoleType.LABELING, SageMakerRoleType.COMPILATION, SageMakerRoleType.IMAGE, SageMakerRoleType.MLFLOW, '
  + 'SageMakerRoleType.PARTNER_APP, SageMakerRoleType.GEOSPATIAL, SageMakerRoleType.NOTEBOOK or '
  + 'SageMakerRoleType.STUDIO';

/** Name, what is given, and the whole message behind the construct's path. */
const CASES: [string, (stack: Stack) => SageMakerExecutionRoleProps, string][] = [
  ['an unknown role type', () => ({ roleType: 'trainig' as T }),
    '\'roleType\' is "trainig": use SageMakerRoleType.TRAINING'],
  ['a role type that every object has', () => ({ roleType: 'toString' as T }),
    '\'roleType\' is "toString": use ' + ROLE_TYPES],
  ['no role type', () => ({ roleType: undefined as unknown as T }),
    '\'roleType\' is undefined: use ' + ROLE_TYPES],
  ['a feature that the role type does not have', () => ({ roleType: T.BEDROCK, minimal: true, features: [F.LINEAGE] }),
    '\'features\' lists "lineage", which is not a feature of SageMakerRoleType.BEDROCK but of SageMakerRoleType.TRAINING: use SageMakerFeature.MODEL_REGISTRY, SageMakerFeature.JOB_OUTPUT, '
    + 'SageMakerFeature.AUTOMATIC_EVALUATION, SageMakerFeature.JUDGE_EVALUATION, SageMakerFeature.MODEL_ENCRYPTION, SageMakerFeature.VPC, '
    + 'SageMakerFeature.DISTILLATION, SageMakerFeature.BATCH_INFERENCE, SageMakerFeature.KNOWLEDGE_BASE_EVALUATION'],
  ['a minimal Studio role without a bucket', () => ({ roleType: T.STUDIO, minimal: true, features: [F.SOURCE_IDENTITY] }),
    'the minimum of role type SageMakerRoleType.STUDIO grants nothing: list \'encryptionKeys\' or \'buckets\', or add one of '
    + 'SageMakerFeature.TRAINING_JOBS, SageMakerFeature.PROCESSING_JOBS, SageMakerFeature.TUNING_JOBS, SageMakerFeature.TRANSFORM_JOBS, '
    + 'SageMakerFeature.MODELS, SageMakerFeature.ENDPOINTS, SageMakerFeature.ENDPOINT_UPDATES, SageMakerFeature.PIPELINES, '
    + 'SageMakerFeature.MODEL_REGISTRY, SageMakerFeature.MLFLOW, SageMakerFeature.CONTAINER_IMAGES, SageMakerFeature.METRICS, '
    + 'SageMakerFeature.PASS_ROLE to \'features\''],
  ['a bucket without its access', (stack) => untyped({ roleType: T.TRAINING, buckets: [bucket(stack)] }),
    '\'buckets\' lists "Stack/Bucket" without its access: use BucketAccess.readOnly, BucketAccess.writeOnly or BucketAccess.readWrite'],
  ['the name of a bucket', () => untyped({ roleType: T.TRAINING, buckets: ['own-bucket'] }),
    '\'buckets\' lists "own-bucket" without its access: use BucketAccess.readOnly, BucketAccess.writeOnly or BucketAccess.readWrite'],
  ['the name of a bucket with its access', () => ({ roleType: T.TRAINING, buckets: [BucketAccess.readOnly('own-bucket' as unknown as s3.IBucket)] }),
    '\'buckets\' lists "own-bucket", but BucketAccess takes constructs: make one of it, for example with Bucket.fromBucketName'],
  ['a number as the owner of a bucket', (stack) => ({
    roleType: T.TRAINING, buckets: [BucketAccess.readOnly(bucket(stack), 'in/', { owner: 111122223333 as unknown as string })],
  }), "'buckets' lists \"Stack/Bucket\" with the owner 111122223333: use the 12 digits of the account as a text"],
  ['an access that is in no list', (stack) => untyped({ roleType: T.TRAINING, buckets: bucket(stack) }),
    "'buckets' is \"Stack/Bucket\": use a list"],
  ['a feature that is in no list', () => untyped({ roleType: T.TRAINING, features: 'vpc' }), "'features' is \"vpc\": use a list of texts"],
  ['a flag that is a text', () => untyped({ roleType: T.TRAINING, minimal: 'yes' }), "'minimal' is \"yes\": use true or false"],
  ['another flag that is a number', () => untyped({ roleType: T.TRAINING, keysViaServiceOnly: 1 }), "'keysViaServiceOnly' is 1: use true or false"],
  ['a network that is a list', () => untyped({ roleType: T.TRAINING, network: [1] }),
    "'network' is [1]: use an object with 'vpc' and 'securityGroups'"],
  ['a network without security groups', (stack) => untyped({ roleType: T.TRAINING, network: { vpc: new ec2.Vpc(stack, 'Bare') } }),
    "'network' is an object without 'securityGroups': use an object with 'vpc' and 'securityGroups'"],
  ...([1, null, {}, true] as const).flatMap((value) => ([
    ['encryptionKeys', 'Key.fromKeyArn'], ['repositories', 'Repository.fromRepositoryName'], ['passableRoles', 'Role.fromRoleArn'],
    ['functions', 'Function.fromFunctionName'], ['topics', 'Topic.fromTopicArn'], ['queues', 'Queue.fromQueueArn'],
  ] as const).map(([property, made]): typeof CASES[number] => [
    `${JSON.stringify(value)} in ${property}`, () => untyped({ roleType: T.PIPELINE, [property]: [value] }),
    `'${property}' lists ${JSON.stringify(value)}, but takes constructs: make one of it, for example with ${made}`,
  ])),
  ...([
    ['encryptionKeys', 'Key.fromKeyArn'], ['repositories', 'Repository.fromRepositoryName'], ['passableRoles', 'Role.fromRoleArn'],
    ['functions', 'Function.fromFunctionName'], ['topics', 'Topic.fromTopicArn'], ['queues', 'Queue.fromQueueArn'],
  ]).map(([property, example]): typeof CASES[number] => [
    `a text among the ${property}`, () => untyped({ roleType: T.TRAINING, [property]: ['own'] }),
    `'${property}' lists "own", but takes constructs: make one of it, for example with ${example}`,
  ]),
  ...([
    ['buckets', 'a list'], ['encryptionKeys', 'a list'], ['modelPackageGroups', 'a list of texts'], ['mlflowServers', 'a list of texts'], ['keysViaServiceOnly', 'true or false'],
    ['network', 'a value'], ['minimal', 'true or false'], ['features', 'a list of texts'], ['roleName', 'a text'], ['description', 'a text'], ['sourceArns', 'a list of texts'],
    ['accountScopedTrust', 'true or false'], ['maxSessionDuration', 'a Duration, such as Duration.hours(1)'],
    ['permissionsBoundary', 'a managed policy, such as one of ManagedPolicy.fromManagedPolicyName'],
  ]).map(([property, what]): typeof CASES[number] => [
    `null as ${property}`, () => untyped({ roleType: T.TRAINING, [property]: null }), `'${property}' is null: use ${what}, or omit it`,
  ]),
  ['a text as accountScopedTrust', () => untyped({ roleType: T.TRAINING, accountScopedTrust: 'false' }), "'accountScopedTrust' is \"false\": use true or false"],
  ['a number among names', () => untyped({ roleType: T.TRAINING, modelPackageGroups: [5] }), "'modelPackageGroups' is [5]: use a list of texts"],
  ['a construct of another kind', (stack) => untyped({ roleType: T.TRAINING, encryptionKeys: [bucket(stack)] }),
    "'encryptionKeys' lists \"Stack/Bucket\", but takes constructs: make one of it, for example with Key.fromKeyArn"],
  ['a bucket for a VPC', (stack) => untyped({ roleType: T.TRAINING, network: { ...network(stack), vpc: bucket(stack) } }),
    "'network.vpc' is \"Stack/Bucket\": use a VPC, for example of Vpc.fromLookup"],
  ['a name for a security group', (stack) => untyped({ roleType: T.TRAINING, network: { ...network(stack), securityGroups: ['sg-1'] } }),
    "'network.securityGroups' lists \"sg-1\", but takes constructs: make one of it, for example with SecurityGroup.fromSecurityGroupId"],
  ['a prefix that is null', (stack) => untyped({ roleType: T.TRAINING, buckets: [BucketAccess.readOnly(bucket(stack), null as unknown as string)] }),
    "'buckets' lists \"Stack/Bucket\" with the prefix null: use a text, or omit it for the whole bucket"],
  ['a value that refers to itself', () => {
    const round: Record<string, unknown> = {};
    round.round = round;
    return untyped({ roleType: T.TRAINING, topics: round });
  }, "'topics' is an object: use a list"],
  ['a huge number', () => untyped({ roleType: T.TRAINING, path: BigInt(1) }), "'path' is 1: use a text"],
  ...([
    ['encryptionKey', 'encryptionKeys'], ['bucket', 'buckets'], ['queue', 'queues'], ['passableRole', 'passableRoles'], ['sourceArn', 'sourceArns'], ['PassSelf', 'passSelf'],
    ['modelPackageGrups', 'modelPackageGroups'],
  ]).map(([mistyped, meant]): typeof CASES[number] => [
    `the mistyped property ${mistyped}`, () => untyped({ roleType: T.TRAINING, [mistyped]: [] }), `'${mistyped}' is not a property: use '${meant}', or remove it`,
  ]),
  ['a mistyped property of a network', (stack) => untyped({ roleType: T.TRAINING, network: { ...network(stack), subnet: {} } }),
    "'network.subnet' is not a property: use 'network.subnets', or remove it"],
  ['a session of 13 hours', () => ({ roleType: T.TRAINING, maxSessionDuration: Duration.hours(13) }),
    "'maxSessionDuration' is 46800 seconds: use whole seconds from Duration.hours(1) to Duration.hours(12)"],
  ['a session that only the deployment knows', () => ({ roleType: T.TRAINING, maxSessionDuration: Duration.hours(Lazy.number({ produce: () => 2 })) }),
    "'maxSessionDuration' is a token: use a duration that is known at synthesis, such as Duration.hours(1)"],
  ['a session of half an hour', () => ({ roleType: T.TRAINING, maxSessionDuration: Duration.minutes(30) }),
    "'maxSessionDuration' is 1800 seconds: use whole seconds from Duration.hours(1) to Duration.hours(12)"],
  ['a description with an emoji', () => ({ roleType: T.TRAINING, description: 'Trains \u{1F600}' }),
    "'description' has the character U+1F600, which IAM doesn't accept: use letters of Latin-1, digits and punctuation"],
  ['a description with a control character behind a token', () => ({ roleType: T.TRAINING, description: `Trains ${Fn.importValue('x')}\u0007` }),
    "'description' has the character U+0007, which IAM doesn't accept: use letters of Latin-1, digits and punctuation"],
  ['a long description', () => ({ roleType: T.TRAINING, description: 'd'.repeat(1_001) }), "'description' has 1001 characters: use at most 1000"],
  ['an emoji in a boundary', (stack) => ({
    roleType: T.TRAINING, permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', 'arn:aws:iam::111122223333:policy/\u{1F600}'),
  }), "'permissionsBoundary' is \"arn:aws:iam::111122223333:policy/\u{1F600}\" with the character U+1F600, which IAM policies don't accept: remove the character"],
  ['a bad character of a name behind a token', () => ({ roleType: T.TRAINING, roleName: `own ${Fn.importValue('x')}` }),
    "'roleName' \"own ${Token}\" has characters that IAM doesn't allow: use letters, digits and +=,.@_-"],
  ['a long path', () => ({ roleType: T.TRAINING, path: `/${'p'.repeat(511)}/` }),
    `'path' is "/${'p'.repeat(511)}/": begin and end it with a slash, as in /service-roles/, and use at most 512 characters`],
  ['an unknown attachment', () => ({ roleType: T.TRAINING, policyAttachment: 'BEFORE_ROLE' as PolicyAttachment }),
    '\'policyAttachment\' is "BEFORE_ROLE": use PolicyAttachment.BEFORE_ROLE or PolicyAttachment.AFTER_ROLE'],
  ['no bucket', () => ({ roleType: T.TRAINING, buckets: [] }),
    "'buckets' is empty: list at least one bucket, or omit it to allow every bucket of this account"],
  ['a prefix with a slash in front', (stack) => ({ roleType: T.TRAINING, buckets: [BucketAccess.readOnly(bucket(stack), '/data/')] }),
    'the prefix "/data/" in \'buckets\' begins with a slash, but the keys in S3 URIs don\'t: use "data/"'],
  ['a prefix with a wildcard', (stack) => ({ roleType: T.TRAINING, buckets: [BucketAccess.readOnly(bucket(stack), 'data/*')] }),
    'the prefix "data/*" in \'buckets\' has a wildcard, but a prefix is matched literally: remove \'*\', \'?\' and \'$\''],
  ['an S3 URI as a prefix', (stack) => ({ roleType: T.TRAINING, buckets: [BucketAccess.readOnly(bucket(stack), 's3://own-bucket/data/')] }),
    'the prefix "s3://own-bucket/data/" in \'buckets\' is an S3 URI: use the part after its bucket, "data/"'],
  ['a prefix that no policy takes', (stack) => ({ roleType: T.TRAINING, buckets: [BucketAccess.readOnly(bucket(stack), 'données/\u{1F600}/')] }),
    'the prefix "données/\u{1F600}/" in \'buckets\' has the character U+1F600, which IAM policies don\'t accept: use a shorter prefix that ends before it'],
  ['a folder in the ARN of a bucket', (stack) => ({ roleType: T.TRAINING, buckets: [imported(stack, 'arn:aws:s3:::team-data/input')] }),
    'the ARN "arn:aws:s3:::team-data/input" in \'buckets\' has more than the name of a bucket: pass a folder as \'prefix\' of BucketAccess'],
  ['an access point', (stack) => ({ roleType: T.TRAINING, buckets: [imported(stack, 'arn:aws:s3:eu-west-1:111122223333:accesspoint/own')] }),
    'the ARN "arn:aws:s3:eu-west-1:111122223333:accesspoint/own" in \'buckets\' is not the ARN of a bucket: use the bucket itself, also for an access point, with '
    + 'an ARN such as arn:aws:s3:::NAME'],
  ['an alias of a key', (stack) => ({ roleType: T.TRAINING, encryptionKeys: [kms.Alias.fromAliasName(stack, 'Alias', 'alias/mine')] }),
    "'encryptionKeys' has the alias alias/mine, but IAM matches the ARN of the key: use the key itself, for example "
    + 'with Key.fromKeyArn or Key.fromLookup'],
  ['an alias of an own key', (stack) => ({
    roleType: T.TRAINING, encryptionKeys: [new kms.Alias(stack, 'Alias', { aliasName: 'mine', targetKey: new kms.Key(stack, 'Key') })],
  }), "'encryptionKeys' has the alias Stack/Alias, but IAM matches the ARN of the key: use the key itself, for example "
    + 'with Key.fromKeyArn or Key.fromLookup'],
  ['an alias by its ARN', (stack) => ({
    roleType: T.SERVING,
    encryptionKeys: [kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/alias/mine')].map(
      (key) => Object.create(key, { keyArn: { value: 'arn:aws:kms:eu-west-1:111122223333:alias/mine' } })),
  }), "'encryptionKeys' has the alias alias/mine, but IAM matches the ARN of the key: use the key itself, for example "
    + 'with Key.fromKeyArn or Key.fromLookup'],
  ...([
    ['passableRoles', F.PASS_ROLE, 'arn:aws:iam::111122223333:role/*', (stack, arn) => iam.Role.fromRoleArn(stack, 'Wide', arn)],
    ['encryptionKeys', F.VOLUME_ENCRYPTION, 'arn:aws:kms:eu-west-1:111122223333:key/*', (stack, arn) => kms.Key.fromKeyArn(stack, 'Wide', arn)],
    ['functions', F.FUNCTIONS, 'arn:aws:lambda:eu-west-1:111122223333:function:re?ard', (stack, arn) => lambda.Function.fromFunctionArn(stack, 'Wide', arn)],
    ['repositories', F.VPC, 'arn:aws:ecr:eu-west-1:111122223333:repository/team/*', (stack, arn) => ecr.Repository.fromRepositoryArn(stack, 'Wide', arn)],
  ] satisfies [string, F, string, (stack: Stack, arn: string) => unknown][]).map(([property, feature, arn, make]): typeof CASES[number] => [
    `a wildcard in ${property}`, (stack) => ({ roleType: T.TRAINING, minimal: true, features: [feature], [property]: [make(stack, arn)] }),
    `'${property}' lists "${arn}", which has a wildcard: name each one`,
  ]),
  ['a wildcard behind an account that only the deployment knows', (stack) => ({
    roleType: T.PIPELINE, passableRoles: [iam.Role.fromRoleName(stack, 'Wide', 'team-*')],
  }), "'passableRoles' lists \"arn:${AWS::Partition}:iam::${AWS::AccountId}:role/team-*\", which has a wildcard: name each one"],
  ...([
    ['a user', 'user/own', 'which is not a role: use an ARN such as arn:aws:iam::123456789012:role/path/name'],
    ['a service-linked role', 'role/aws-service-role/x.amazonaws.com/own', 'which is a service-linked role, which only its own service can assume: list another role'],
    ['an emoji', 'role/\u{1F600}', ''],
  ] as const).map(([name, resource, problem]): typeof CASES[number] => [
    `${name} in passableRoles`, (stack) => ({
      roleType: T.PIPELINE, passableRoles: [iam.Role.fromRoleArn(stack, 'Other', `arn:aws:iam::111122223333:${resource}`)],
    }), `'passableRoles' lists "arn:aws:iam::111122223333:${resource}"${problem === '' ? " with the character U+1F600, which IAM policies don't accept: remove the character"
      : `, ${problem}`}`,
  ]),
  ['a layer in functions', (stack) => ({
    roleType: T.TRAINING, functions: [lambda.Function.fromFunctionArn(stack, 'Layer', 'arn:aws:lambda:eu-west-1:111122223333:layer:own:1')],
  }), '\'functions\' lists "arn:aws:lambda:eu-west-1:111122223333:layer:own:1", which is not a Lambda function: use an ARN such as '
    + 'arn:aws:lambda:us-east-1:123456789012:function:reward'],
  ['a wildcard behind a token in a prefix', (stack) => ({
    roleType: T.TRAINING, buckets: [BucketAccess.readOnly(bucket(stack), `${stack.region}/*/secret/`)],
  }), 'the prefix "${AWS::Region}/*/secret/" in \'buckets\' has a wildcard, but a prefix is matched literally: remove \'*\', \'?\' and \'$\''],
  ['a wildcard behind a token in a name', (stack) => ({ roleType: T.FEATURE_STORE, glueDatabases: [`db_${stack.region}*`] }),
    '\'glueDatabases\' lists "db_${AWS::Region}*", which has a wildcard: name each one'],
  ['a wildcard behind a token in a subnet', (stack) => ({
    roleType: T.TRAINING,
    network: {
      ...network(stack),
      vpc: ec2.Vpc.fromVpcAttributes(stack, 'Wide', {
        vpcId: 'vpc-1', availabilityZones: ['a'], privateSubnetIds: [`subnet-${Fn.importValue('x')}*`],
      }),
    },
  }), '\'network.subnets\' lists "subnet-${Token}*", which has a wildcard: name each one'],
  ['a name that is too long', () => ({ roleType: T.TRAINING, roleName: 'r'.repeat(65) }),
    `'roleName' "${'r'.repeat(65)}" has 65 characters: use 1 to 64, or omit it`],
  ['an empty name', () => ({ roleType: T.TRAINING, roleName: '' }),
    '\'roleName\' "" has 0 characters: use 1 to 64, or omit it'],
  ['a name with a bad character', () => ({ roleType: T.TRAINING, roleName: 'my role' }),
    '\'roleName\' "my role" has characters that IAM doesn\'t allow: use letters, digits and +=,.@_-'],
  ['a path without slashes', () => ({ roleType: T.TRAINING, path: 'team' }),
    '\'path\' is "team": begin and end it with a slash, as in /service-roles/'],
  ['passable roles of a type that passes none', (stack) => ({ roleType: T.SERVING, passableRoles: [role(stack)] }),
    "'passableRoles' has no effect on role type SageMakerRoleType.SERVING: omit it"],
  ['passable roles without the feature', (stack) => ({ roleType: T.TRAINING, passableRoles: [role(stack)] }),
    "'passableRoles' needs the feature PASS_ROLE: add SageMakerFeature.PASS_ROLE to 'features'"],
  ['a network without the feature', (stack) => ({ roleType: T.SERVING, network: network(stack) }),
    "'network' needs the feature VPC: add SageMakerFeature.VPC to 'features'"],
  ['a network of a pipeline', (stack) => ({ roleType: T.PIPELINE, minimal: true, features: [F.VPC], network: network(stack) }),
    "'network' has no effect on role type SageMakerRoleType.PIPELINE: omit it"],
  ['a network without a security group', (stack) => ({ roleType: T.TRAINING, network: { ...network(stack), securityGroups: [] } }),
    "'network.securityGroups' is empty: list at least one, or omit 'network'"],
  ['a malformed owner account of the network', (stack) => ({ roleType: T.TRAINING, network: { ...network(stack), ownerAccountId: '' } }),
    '\'network.ownerAccountId\' is "", which is not an account: use one such as 123456789012'],
  ['functions without the feature', (stack) => ({
    roleType: T.PIPELINE, functions: [lambda.Function.fromFunctionName(stack, 'Function', 'step')],
  }), "'functions' needs the feature FUNCTIONS: add SageMakerFeature.FUNCTIONS to 'features'"],
  ['no function', () => ({ roleType: T.TRAINING, functions: [] }),
    "'functions' is empty: list at least one, or omit it"],
  ['queues of a type that sends nothing', (stack) => ({
    roleType: T.TRAINING, queues: [sqs.Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:eu-west-1:111122223333:own')],
  }), "'queues' has no effect on role type SageMakerRoleType.TRAINING: omit it"],
  ['metric namespaces without metrics', () => ({ roleType: T.PIPELINE, metricNamespaces: ['/aws/sagemaker/*'] }),
    "'metricNamespaces' needs the feature METRICS: add SageMakerFeature.METRICS to 'features'"],
  ['a directory bucket', (stack) => ({ roleType: T.TRAINING, buckets: [BucketAccess.readOnly(bucket(stack, 'fast--use1-az4--x-s3'))] }),
    '\'buckets\' lists "arn:${AWS::Partition}:s3:::fast--use1-az4--x-s3", which is a directory bucket, whose permissions have other names: remove it, and allow '
    + 's3express:CreateSession on arn:aws:s3express:REGION:ACCOUNT:bucket/NAME as an additional permission'],
  ['an alias of an access point', (stack) => ({ roleType: T.TRAINING, buckets: [BucketAccess.readOnly(bucket(stack, 'data-abc123-s3alias'))] }),
    '\'buckets\' lists "arn:${AWS::Partition}:s3:::data-abc123-s3alias", which is an alias of an access point: use its bucket, here and in the S3 URIs of the workload'],
  ['an alias of an Object Lambda access point', (stack) => ({ roleType: T.TRAINING, buckets: [BucketAccess.readOnly(bucket(stack, 'data-abc--ol-s3'))] }),
    '\'buckets\' lists "arn:${AWS::Partition}:s3:::data-abc--ol-s3", which is an alias of an access point: use its bucket, here and in the S3 URIs of the workload'],
  ['an alias of a multi-Region access point', (stack) => ({ roleType: T.TRAINING, buckets: [BucketAccess.readOnly(bucket(stack, 'mfzwi23gnjvgw.mrap'))] }),
    '\'buckets\' lists "arn:${AWS::Partition}:s3:::mfzwi23gnjvgw.mrap", which is an alias of an access point: use its bucket, here and in the S3 URIs of the workload'],
  ['a table bucket', (stack) => ({ roleType: T.TRAINING, buckets: [BucketAccess.readOnly(bucket(stack, 'data--table-s3'))] }),
    '\'buckets\' lists "arn:${AWS::Partition}:s3:::data--table-s3", which is a table bucket, which has no objects that a job can read: remove it'],
  ['an ARN of another kind as model package group', () => ({
    roleType: T.TRAINING, modelPackageGroups: ['arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/1'],
  }), '\'modelPackageGroups\' lists "arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/1", which is not a model package group: use an ARN such as '
    + 'arn:aws:sagemaker:us-east-1:123456789012:model-package-group/fraud-models'],
  ['databases of a type that reads none', () => ({ roleType: T.TRAINING, minimal: true, glueDatabases: ['x'] }),
    "'glueDatabases' has no effect on role type SageMakerRoleType.TRAINING: omit it"],
  ['a bucket for writing, of a role that only reads', (stack) => ({ roleType: T.SERVING, buckets: [BucketAccess.writeOnly(bucket(stack), 'out/')] }),
    '\'buckets\' lists "own-bucket/out/" as write-only, but the role has no feature that writes: add one of SageMakerFeature.ASYNC_INFERENCE, '
    + 'SageMakerFeature.DATA_CAPTURE, SageMakerFeature.BATCH_TRANSFORM to \'features\', or use BucketAccess.readOnly or BucketAccess.readWrite'],
  ['an own bucket for writing, beside one that is read', (stack) => ({
    roleType: T.BEDROCK,
    minimal: true,
    features: [F.MODEL_REGISTRY],
    buckets: [BucketAccess.readOnly(bucket(stack)), BucketAccess.writeOnly(new s3.Bucket(stack, 'Out'))],
  }), '\'buckets\' lists "Stack/Out" as write-only, but the role has no feature that writes: add one of SageMakerFeature.JOB_OUTPUT, '
    + 'SageMakerFeature.AUTOMATIC_EVALUATION, SageMakerFeature.JUDGE_EVALUATION, SageMakerFeature.BATCH_INFERENCE, '
    + 'SageMakerFeature.KNOWLEDGE_BASE_EVALUATION to \'features\', or use BucketAccess.readOnly or '
    + 'BucketAccess.readWrite'],
  ...([
    [T.SERVING, F.DATA_CAPTURE], [T.SERVING, F.BATCH_TRANSFORM], [T.SERVING, F.ASYNC_INFERENCE], [T.BEDROCK, F.JOB_OUTPUT],
    [T.TRAINING, F.MULTIPART_UPLOAD],
  ] as const).map(([roleType, feature]): typeof CASES[number] => [`${feature} of a ${roleType} role with read-only buckets`, (stack) => ({
    roleType, minimal: true, features: [feature], buckets: [BucketAccess.readOnly(new s3.Bucket(stack, 'Encrypted', { encryption: s3.BucketEncryption.KMS }))],
  }), `SageMakerFeature.${feature.toUpperCase()} writes to a bucket, but every bucket is read-only: use BucketAccess.readWrite or BucketAccess.writeOnly, `
    + 'or remove the feature']),
  ...([
    [T.TRAINING, F.VOLUME_ENCRYPTION], [T.MODEL_EVALUATION, F.VOLUME_ENCRYPTION], [T.PIPELINE, F.VOLUME_ENCRYPTION], [T.BEDROCK, F.MODEL_ENCRYPTION],
  ] as const).map(([roleType, feature]): typeof CASES[number] => [`${feature} of a ${roleType} role without a key`, (stack) => ({
    roleType, minimal: true, features: [feature], buckets: [BucketAccess.readWrite(bucket(stack))], encryptionKeys: [],
  }), `SageMakerFeature.${feature.toUpperCase()} uses a key, but 'encryptionKeys' is empty: list the key, or remove the feature`]),
  ['passing no role at all', () => ({ roleType: T.TRAINING, features: [F.PASS_ROLE], passSelf: false }),
    "SageMakerFeature.PASS_ROLE passes no role, because of 'passSelf: false': list 'passableRoles', or remove the feature"],
  ['passing itself, without the feature', () => ({ roleType: T.TRAINING, passSelf: true }),
    "'passSelf' needs the feature PASS_ROLE: add SageMakerFeature.PASS_ROLE to 'features'"],
  ['not passing itself, where the role passes none', () => ({ roleType: T.SERVING, passSelf: false }),
    "'passSelf' has no effect on role type SageMakerRoleType.SERVING: omit it"],
  ['keys via services, where there is no key', () => ({ roleType: T.TRAINING, encryptionKeys: [], keysViaServiceOnly: true }),
    "'keysViaServiceOnly' has no effect, because the role uses no key: list keys in 'encryptionKeys', or omit 'keysViaServiceOnly'"],
  ['keys via services, where only those of the buckets are used', (stack) => ({
    roleType: T.SERVING, buckets: [BucketAccess.readOnly(bucket(stack))], keysViaServiceOnly: true,
  }), "'keysViaServiceOnly' has no effect, because the role uses no key: list keys in 'encryptionKeys', or omit 'keysViaServiceOnly'"],
  ['tracking servers of a type that uses apps', () => ({
    roleType: T.MODEL_EVALUATION, mlflowServers: ['arn:aws:sagemaker:eu-west-1:111122223333:mlflow-tracking-server/own'],
  }), "'mlflowServers' lists nothing that the role can use: list MLflow apps, or omit 'mlflowServers'"],
  ['an ARN for a Glue database', () => ({ roleType: T.FEATURE_STORE, glueDatabases: ['arn:aws:glue:eu-west-1:111122223333:database/sales'] }),
    '\'glueDatabases\' lists "arn:aws:glue:eu-west-1:111122223333:database/sales", which is not the name of a database: use one such as features'],
  ['a database that no policy takes', () => ({ roleType: T.FEATURE_STORE, glueDatabases: ['dane\u0142'] }),
    '\'glueDatabases\' lists "dane\u0142" with the character U+0142, which IAM policies don\'t accept: remove the character'],
  ['an empty name of a model package group', () => ({ roleType: T.TRAINING, modelPackageGroups: [''] }),
    '\'modelPackageGroups\' lists "", which is not the name of a model package group: use one such as fraud-models'],
  ['an empty metric namespace', () => ({ roleType: T.TRAINING, metricNamespaces: [''] }),
    '\'metricNamespaces\' lists "", which is not a namespace: use one such as /aws/sagemaker/*'],
  ['a name for an MLflow server', () => ({ roleType: T.TRAINING, mlflowServers: ['mine'] }),
    '\'mlflowServers\' lists "mine", which is not an MLflow app or tracking server: use an ARN such as '
    + 'arn:aws:sagemaker:us-east-1:123456789012:mlflow-app/experiments'],
  ['every MLflow server', () => ({ roleType: T.TRAINING, mlflowServers: ['arn:aws:sagemaker:*:*:mlflow-app/*'] }),
    '\'mlflowServers\' lists "arn:aws:sagemaker:*:*:mlflow-app/*", which has a wildcard: name each one'],
  ['a namespace with a policy variable', () => ({ roleType: T.TRAINING, metricNamespaces: ['${aws:username}'] }),
    '\'metricNamespaces\' lists "${aws:username}", which has a policy variable: write the name without \'$\''],
  ['a model package group that is too long', () => ({ roleType: T.TRAINING, modelPackageGroups: ['g'.repeat(64)] }),
    `'modelPackageGroups' lists "${'g'.repeat(64)}", which has 64 characters: use at most 63`],
  ['a prefix that is too long in bytes', (stack) => ({ roleType: T.TRAINING, buckets: [BucketAccess.readOnly(bucket(stack), 'é'.repeat(513))] }),
    `the prefix "${'é'.repeat(513)}" in 'buckets' has 1026 bytes: use at most 1024`],
  ['an owner of a bucket that isn\'t an account', (stack) => ({ roleType: T.TRAINING, buckets: [BucketAccess.readOnly(bucket(stack), 'in/', { owner: 'me' })] }),
    '\'buckets\' has the owner "me": use the 12 digits of the account, or \'any\''],
  ['names that only the deployment knows', (stack) => ({
    roleType: T.FEATURE_STORE, glueDatabases: new CfnParameter(stack, 'Databases', { type: 'CommaDelimitedList' }).valueAsList,
  }), "'glueDatabases' is a token that stands for a list: list its values one by one, with Fn.select(0, …) and so on"],
  ['a malformed source ARN', () => ({ roleType: T.TRAINING, sourceArns: ['training-job/*'] }),
    '\'sourceArns\' lists "training-job/*", which is not an ARN: use an ARN such as arn:aws:sagemaker:us-east-1:123456789012:training-job/*'],
  ['a source ARN that no resource has', () => ({ roleType: T.TRAINING, sourceArns: ['arn:aws:sagemaker:::x'] }),
    '\'sourceArns\' lists "arn:aws:sagemaker:::x", which matches no resource: use an ARN with a Region, an account of 12 digits and a resource type, such as '
    + 'arn:aws:sagemaker:us-east-1:123456789012:TYPE/*'],
  ['a source ARN of an untrusted service', () => ({
    roleType: T.TRAINING, sourceArns: ['arn:aws:bedrock:eu-west-1:111122223333:model-import-job/*'],
  }), '\'sourceArns\' lists "arn:aws:bedrock:eu-west-1:111122223333:model-import-job/*" of the service \'bedrock\', but the role '
    + 'doesn\'t trust it: use ARNs of sagemaker'],
  ['unknown source ARNs of a role that trusts two services', () => ({
    roleType: T.FEATURE_STORE, sourceArns: [Fn.importValue('SourceArn')],
  }), "'sourceArns' has an ARN that is a token, and the role trusts sagemaker.amazonaws.com, scheduler.amazonaws.com: "
    + 'use ARNs with a literal service, such as arn:aws:sagemaker:…'],
];

test.each(CASES)('fails on %s, naming the property, the value and the fix', (_, make, message) => {
  const stack = new Stack(new App(), 'Stack');
  const props = make(stack);
  expect(messageOf(() => new SageMakerExecutionRole(stack, 'Role', props))).toEqual(`Stack/Role: ${message}`);
  expect(stack.node.tryFindChild('Role')).toBeUndefined();
});

test('fails on the name of another role of the stack, and names both', () => {
  const stack = new Stack(new App(), 'Stack');
  const named = (scope: Stack, id: string, roleName: string) => () => new SageMakerExecutionRole(scope, id, { roleType: T.TRAINING, roleName });
  named(stack, 'One', 'trainer')();
  expect(named(stack, 'Two', 'Trainer')).toThrow('Stack/Two: \'roleName\' "Trainer" is also the name of Stack/One. Role names are unique in an account, and IAM '
    + 'ignores their path and case: use another name, or omit it');
  expect(named(stack, 'Three', 'another')).not.toThrow();
  expect(named(new Stack(stack.node.root as App, 'Other'), 'Two', 'trainer')).not.toThrow();
  stack.node.tryRemoveChild('One');
  expect(named(stack, 'Two', 'trainer')).not.toThrow();
});

test.each<[string, unknown, string]>([
  ['a name', 'Trainer', '"Trainer"'], ['nothing', undefined, 'undefined'], ['a part of an ARN', 'arn:aws:iam', '"arn:aws:iam"'],
])('fails on %s as the ARN of a validated role', (_, roleArn, shown) => {
  expect(() => SageMakerExecutionRole.fromValidatedRoleArn(new Stack(new App(), 'Stack'), 'Handed', roleArn as string, { roleType: T.TRAINING })).toThrow(
    `Stack/Handed: 'roleArn' is ${shown}, which is not an ARN: use an ARN such as arn:aws:iam::123456789012:role/NAME, or `
    + 'pass a role name to SageMakerExecutionRole.fromValidatedRoleName');
});

describe('in a known region and account', () => {
  let placed: Stack;
  beforeEach(() => {
    placed = new Stack(new App(), 'Placed', { env: { region: 'cn-north-1', account: '111122223333' } });
  });
  const failing = (props: Partial<SageMakerExecutionRoleProps>) => messageOf(() => new SageMakerExecutionRole(placed, 'Role', { roleType: T.TRAINING, ...props }));

  test('fails on a bucket, a key and a function of another partition', () => {
    expect(failing({ buckets: [imported(placed, 'arn:aws:s3:::own-bucket')] })).toEqual(
      'Placed/Role: the ARN "arn:aws:s3:::own-bucket" in \'buckets\' is in the partition \'aws\', but the role is in \'aws-cn\': use an ARN of the same partition');
    expect(failing({ encryptionKeys: [kms.Key.fromKeyArn(placed, 'Key', 'arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/own')] })).toEqual(
      'Placed/Role: the ARN "arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/own" in \'encryptionKeys\' is in the partition \'aws-us-gov\', but the role is in '
      + '\'aws-cn\': use an ARN of the same partition');
    expect(failing({ functions: [lambda.Function.fromFunctionArn(placed, 'Function', 'arn:aws:lambda:eu-west-1:111122223333:function:own')] }))
      .toContain("in 'functions' is in the partition 'aws', but the role is in 'aws-cn': use an ARN of the same partition");
  });

  test('takes what is of the same partition, or of one that only the deployment knows', () => {
    expect(failing({ buckets: [imported(placed, 'arn:aws-cn:s3:::own-bucket'), BucketAccess.readOnly(bucket(placed))] })).toBeUndefined();
  });

  test('rejects source ARNs of another account', () => {
    const sourceArns = ['arn:aws-cn:sagemaker:cn-north-1:444455556666:training-job/*'];
    expect(failing({ sourceArns })).toEqual(
      'Placed/Role: \'sourceArns\' lists "arn:aws-cn:sagemaker:cn-north-1:444455556666:training-job/*" of account 444455556666, but the role trusts services only '
      + "on behalf of account 111122223333, so no service could assume it: use ARNs of that account, or 'accountScopedTrust: false'");
    expect(failing({ sourceArns, accountScopedTrust: false })).toBeUndefined();
  });

  test('rejects source ARNs of another partition', () => {
    expect(failing({ sourceArns: ['arn:aws:sagemaker:*:111122223333:training-job/*'] })).toEqual(
      'Placed/Role: the ARN "arn:aws:sagemaker:*:111122223333:training-job/*" in \'sourceArns\' is in the partition \'aws\', but the role is in \'aws-cn\': use an ARN '
      + 'of the same partition');
    expect(failing({ sourceArns: ['arn:aws*:sagemaker:*:111122223333:training-job/*'] })).toBeUndefined();
  });

  test('rejects a passable role of another account', () => {
    const passing = (account: string) => failing({
      minimal: true, features: [F.PASS_ROLE], passableRoles: [iam.Role.fromRoleArn(placed, `Passed${account}`, `arn:aws-cn:iam::${account}:role/passed`)],
    });
    expect(passing('444455556666')).toEqual(
      'Placed/Role: \'passableRoles\' lists "arn:aws-cn:iam::444455556666:role/passed" of account 444455556666, but the role is in account 111122223333 and can '
      + 'pass only roles of its own account: use one of them');
    expect(passing('111122223333')).toBeUndefined();
  });

  test.each(['arn:aws-cn:sagemaker:*:111122223333:training-job/*', 'arn:aws-cn:sagemaker:*:*:training-job/*'])('takes the source ARN %s', (arn) => {
    expect(failing({ sourceArns: [arn] })).toBeUndefined();
  });
});

test('requiredActions fails on the same input with the same words', () => {
  expect(() => SageMakerExecutionRole.requiredActions({ roleType: T.TRAINING, buckets: [] }))
    .toThrow("'buckets' is empty: list at least one bucket, or omit it to allow every bucket of this account");
});

test("adds the path of the role to CDK's own errors", () => {
  const stack = new Stack(new App(), 'Stack');
  const make = () => new SageMakerExecutionRole(stack, 'Role', { roleType: T.TRAINING });
  make();
  expect(make).toThrow(/^Stack\/Role: There is already a Construct with name 'Role'/);
});

test.each<[string, unknown, string]>([
  ['null', null, 'Stack/Role: the properties are null: use an object'],
  ['a text', 'training', 'Stack/Role: the properties are "training": use an object'],
])('fails on %s instead of the properties', (_, props, message) => {
  expect(messageOf(() => new SageMakerExecutionRole(new Stack(new App(), 'Stack'), 'Role', props as SageMakerExecutionRoleProps))).toEqual(message);
});

test('takes other properties, which may come from an object that the user spreads', () => {
  expect(messageOf(() => new SageMakerExecutionRole(new Stack(), 'Role', untyped({ roleType: T.TRAINING, env: {}, tags: {}, stackName: 'x', analyticsReporting: true }))))
    .toBeUndefined();
});

test('knows every property of a role', () => {
  const declared = ['src/workload.ts', 'src/execution-role-props.ts'].flatMap((file) => {
    const text = readFileSync(join(__dirname, '..', file), 'utf8');
    return [...text.matchAll(/export interface (?:Workload|SageMakerExecutionRoleProps) .*?\n}/gs)].flatMap(([body]) => [...body.matchAll(/^ {2}readonly (\w+)/gm)].map(([, name]) => name));
  });
  expect(Object.keys(roleShape()).sort()).toEqual(declared.sort());
});

test('fails on a HyperPod connection for the role of a job', () => {
  const stack = new Stack(new App(), 'Stack');
  const job = new SageMakerExecutionRole(stack, 'Role', { roleType: T.HYPERPOD });
  expect(() => SageMakerExecutionRole.grantHyperPodConnect(job, {
    clusterArn: 'arn:aws:sagemaker:eu-west-1:111122223333:cluster/id', eksClusterArn: 'arn:aws:eks:eu-west-1:111122223333:cluster/name',
  })).toThrow("Stack/Role: 'grantee' is the execution role of a job, not of a caller: pass the caller's role or user");
});

test.each([
  ['clusterArn', { clusterArn: 'my-cluster', eksClusterArn: 'arn:aws:eks:eu-west-1:111122223333:cluster/name' },
    '\'clusterArn\' is "my-cluster", which is not a HyperPod cluster: use an ARN such as arn:aws:sagemaker:us-east-1:123456789012:cluster/abcdefghijkl'],
  ['eksClusterArn', {
    clusterArn: 'arn:aws:sagemaker:eu-west-1:111122223333:cluster/id', eksClusterArn: 'arn:aws:sagemaker:eu-west-1:111122223333:cluster/id',
  }, '\'eksClusterArn\' is "arn:aws:sagemaker:eu-west-1:111122223333:cluster/id", which is not an EKS cluster: use an ARN such as '
    + 'arn:aws:eks:us-east-1:123456789012:cluster/training'],
])('rejects a malformed %s of a HyperPod connection', (_, clusters, message) => {
  const user = new iam.User(new Stack(), 'User');
  expect(messageOf(() => SageMakerExecutionRole.grantHyperPodConnect(user, clusters))).toEqual(`Default/User: ${message}`);
  const service = new iam.ServicePrincipal('sagemaker.amazonaws.com');
  expect(messageOf(() => SageMakerExecutionRole.grantHyperPodConnect(service, clusters))).toEqual(message);
});

function messageOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
