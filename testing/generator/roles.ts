import fc from 'fast-check';
import { ConditionModel, conditionsOf, some, usually } from './choices';
import { Domain } from './contexts';
import forms from './role-forms.json';
import { ACCOUNT, REGION } from './trust-documents';
import { Conditions } from '../oracle/conditions';
import { Document, Statement } from '../oracle/decision';

/** The ARN of each generated role. */
export const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/generated`;
const BUCKET = 'arn:aws:s3:::own-bucket';
export const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/own-key`;
const logs = (group: string) => `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${group}`;
const repository = (name: string, account = ACCOUNT) => `arn:aws:ecr:${REGION}:${account}:repository/${name}`;

/** The workload of the generated roles: a training job with its own bucket and key. */
export const WORKLOAD = {
  roleType: 'training', minimal: true, buckets: [{ arn: BUCKET, prefix: '', read: true, write: true, owner: '111122223333', ownerIsAssumed: true }], encryptionKeys: [KEY],
};

/** A request that the workload makes, by AWS's documentation of training jobs. */
export interface StatedRequest {
  readonly action: string;
  readonly resources: readonly string[];
  /** Whether the workload uses all of the resources, one of them, or objects. A validation asks about a sample of the objects. */
  readonly uses: 'ALL' | 'ONE' | 'SAMPLE';
}

const requests = (actions: readonly string[], resources: readonly string[], uses: StatedRequest['uses']): StatedRequest[] =>
  actions.map((action) => ({ action, resources, uses }));

export const STATED_REQUESTS: readonly StatedRequest[] = [
  ...requests(['s3:GetObject', 's3:PutObject'], [`${BUCKET}/probe`, `${BUCKET}/data/part`], 'SAMPLE'),
  ...requests(['s3:ListBucket'], [BUCKET], 'ALL'),
  ...requests(['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'], [KEY], 'ALL'),
  ...requests(['ecr:GetAuthorizationToken', 'cloudwatch:PutMetricData'], ['*'], 'ALL'),
  ...requests(['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
    [repository('probe'), repository('own'), repository('probe', '763104351884')], 'ONE'),
  ...requests(['logs:CreateLogGroup', 'logs:DescribeLogStreams'], [logs('/aws/sagemaker/TrainingJobs:log-stream:')], 'ALL'),
  ...requests(['logs:CreateLogStream', 'logs:PutLogEvents'], [logs('/aws/sagemaker/TrainingJobs:log-stream:probe')], 'ALL'),
];

/** The context of the requests that a training job makes as a session of its role. Undefined: a request may lack the key. */
const ROLE_DOMAIN: Domain = {
  'aws:requestedregion': [REGION],
  'aws:principalaccount': [ACCOUNT],
  'aws:principalarn': [ROLE_ARN],
  'aws:principalisawsservice': ['false'],
  'aws:securetransport': ['true'],
  'aws:sourcevpc': ['vpc-1', 'vpc-2', undefined],
  'aws:viaawsservice': ['true', 'false'],
  'cloudwatch:namespace': ['/aws/sagemaker/TrainingJobs', '/aws/sagemaker/ProcessingJobs', '/aws/sagemaker/TransformJobs', '/aws/sagemaker/Endpoints', undefined],
  'kms:calleraccount': [ACCOUNT],
  'kms:viaservice': [`s3.${REGION}.amazonaws.com`, `sagemaker.${REGION}.amazonaws.com`, `bedrock.${REGION}.amazonaws.com`, undefined],
  's3:existingobjecttag/team': ['ml', undefined],
  's3:prefix': ['data/', '', undefined],
};

/** The actions that have a key of their service. */
const ACTIONS_WITH_KEY: Readonly<Record<string, string>> = { 's3:prefix': 's3:ListBucket', 's3:existingobjecttag/team': 's3:GetObject' };

/**
 * The context of requests for an action on a resource. The session has the tags of the role, because the role's trust policy allows no
 * others.
 *
 * @param isOwn whether the resource surely belongs to the account of the role
 */
export function domainOf(action: string, resource: string, isOwn: boolean, { team }: GeneratedRole['tags']): Domain {
  const [service] = action.split(':');
  const owner = resource.split(':')[4];
  return {
    ...Object.fromEntries(Object.entries(ROLE_DOMAIN).map(([key, values]) =>
      [key, key.startsWith('aws:') || key.startsWith(`${service}:`) && (ACTIONS_WITH_KEY[key] ?? action) === action ? values : [undefined]])),
    'aws:principaltag/team': [team],
    // The workload doesn't say who owns its bucket.
    'aws:resourceaccount': isOwn ? [ACCOUNT] : owner ? [owner] : resource === '*' ? [ACCOUNT, undefined] : [ACCOUNT, '444455556666', undefined],
  };
}

const STRINGS = ['StringEquals', 'StringLike', 'StringNotEquals', 'StringEqualsIfExists', 'StringNotEqualsIfExists'];
const CONDITIONS: readonly ConditionModel[] = [
  ['aws:RequestedRegion', STRINGS, [REGION, 'us-east-1']],
  ['aws:ResourceAccount', STRINGS, [ACCOUNT, '999999999999', '${aws:PrincipalAccount}']],
  ['aws:PrincipalAccount', STRINGS, [ACCOUNT, '999999999999']],
  ['aws:PrincipalArn', ['ArnEquals', 'ArnLike', 'ArnNotLike'], [ROLE_ARN, `arn:aws:iam::${ACCOUNT}:role/*`, 'arn:aws:iam::*:role/other']],
  ['aws:PrincipalIsAWSService', ['Bool', 'BoolIfExists'], ['true', 'false']],
  ['aws:SecureTransport', ['Bool', 'BoolIfExists'], ['true', 'false']],
  ['aws:SourceVpc', STRINGS, ['vpc-1', 'vpc-3']],
  ['aws:PrincipalTag/team', STRINGS, ['ml', 'web']],
  ['aws:ViaAWSService', ['Bool'], ['true', 'false']],
  ['kms:ViaService', STRINGS, ['s3.*.amazonaws.com', `s3.${REGION}.amazonaws.com`, 'ec2.*.amazonaws.com']],
  ['kms:CallerAccount', STRINGS, [ACCOUNT, '999999999999']],
  ['cloudwatch:namespace', STRINGS, ['/aws/sagemaker/TrainingJobs', '/aws/sagemaker/*', 'Other']],
  ['s3:prefix', STRINGS, ['data/', 'data/*', 'other/*']],
  ['s3:ExistingObjectTag/team', STRINGS, ['ml', 'web']],
];
const conditions = conditionsOf(CONDITIONS);

const allow = (Action: readonly string[], Resource: string, Condition?: Conditions): Statement =>
  ({ Effect: 'Allow', Action, Resource, ...Condition ? { Condition } : {} });

/** A statement that the workload needs: usually as it is, sometimes in another form, rarely missing. */
const needed = ({ actions, resources }: (typeof forms)[number]): fc.Arbitrary<Statement | undefined> => usually(30,
  usually(7,
    fc.constant(allow(actions[0], resources[0])),
    fc.tuple(
      usually(7, fc.constant(actions[0]), fc.constantFrom(...actions)), usually(7, fc.constant(resources[0]), fc.constantFrom('*', ...resources)), conditions,
    ).map((parts) => allow(...parts))),
  fc.constant(undefined));

/** A statement about anything of the workload, or about everything else. */
const extra = (effect: string): fc.Arbitrary<Statement> => {
  const actions = some(forms.flatMap((form) => form.actions.flat()));
  const all = forms.flatMap((form) => form.resources);
  const resources = some(all);
  // AWS doesn't document what NotResource means if a variable has no value.
  const without = some(all.filter((resource) => !resource.includes('${')));
  return fc.tuple(
    fc.oneof(actions.map((Action) => ({ Action })), actions.map((NotAction) => ({ NotAction }))),
    fc.oneof(fc.constant({ Resource: '*' }), resources.map((Resource) => ({ Resource })), without.map((NotResource) => ({ NotResource }))),
    conditions,
  ).map(([action, resource, Condition]) => ({ Effect: effect, ...action, ...resource, ...Condition ? { Condition } : {} }));
};
const extras = (maxLength: number) => fc.array(usually(2, extra('Deny'), extra('Allow')), { maxLength });

const documentOf = (statements: readonly Statement[]): Document => ({ Version: '2012-10-17', Statement: statements });
/** A boundary or a service control policy: everything, with limits, or only what it lists. */
const limit = fc.tuple(usually(3, fc.constant([allow(['*'], '*')]), fc.constant([])), extras(2)).map((parts) => documentOf(parts.flat()));

/** Principals of resource policies. Most include the role. */
const PRINCIPALS = [
  ROLE_ARN, `arn:aws:iam::${ACCOUNT}:root`, ACCOUNT, '*', `arn:aws:sts::${ACCOUNT}:assumed-role/generated/SageMaker`, `arn:aws:iam::${ACCOUNT}:role/other`,
  '999999999999',
].map((AWS) => ({ Principal: { AWS } as object }));
const OTHER_PRINCIPALS = [{ Principal: '*' }, { Principal: { Service: 'sagemaker.amazonaws.com' } }];
const EXCEPTIONS = [{ NotPrincipal: { AWS: [ROLE_ARN, `arn:aws:iam::${ACCOUNT}:root`] } }, { NotPrincipal: { AWS: `arn:aws:iam::${ACCOUNT}:role/other` } }];

/** The policy of a resource: up to three statements of any principals about some actions. */
function resourcePolicy(actions: readonly string[], resources: readonly string[]): fc.Arbitrary<ResourcePolicy> {
  const principals = [...PRINCIPALS, ...OTHER_PRINCIPALS];
  const statement = fc.tuple(fc.constantFrom('Allow', 'Deny'), some(actions), usually(1, fc.constant('*'), some(resources)), conditions)
    .chain(([Effect, Action, Resource, Condition]) => fc.constantFrom<object>(...principals, ...Effect === 'Deny' ? EXCEPTIONS : [])
      .map((principal) => ({ Effect, ...principal, Action, Resource, ...Condition ? { Condition } : {} })));
  return usually(9, fc.array(statement, { minLength: 1, maxLength: 3 }).map(documentOf), fc.constant('unread'));
}

/** The policies of a role and of the resources that its workload names. Most roles are one or two changes away from one that can run the workload. */
export interface GeneratedRole {
  readonly identity: readonly Document[];
  readonly tags: { readonly team?: string };
  readonly boundary?: Document;
  readonly scps?: readonly (readonly Document[])[];
  readonly bucketPolicy?: ResourcePolicy;
  /** @default - the policy that AWS KMS gives a key: it lets the account use its IAM policies */
  readonly keyPolicy?: ResourcePolicy;
}

/** The policy of a resource, or `unread` if the validation may not read it. */
export type ResourcePolicy = Document | 'unread';

export const generatedRole: fc.Arbitrary<GeneratedRole> = fc.record({
  statements: fc.tuple(...forms.map(needed)),
  others: extras(1),
  tags: fc.constantFrom({}, { team: 'ml' }, { team: 'ops' }),
  boundary: usually(3, fc.constant(undefined), limit),
  scps: usually(3, fc.constant(undefined), limit.map((document) => [[document]])),
  bucketPolicy: usually(3, fc.constant(undefined), resourcePolicy(['s3:*', 's3:GetObject', 's3:PutObject', 's3:List*'], [BUCKET, `${BUCKET}/*`])),
  keyPolicy: usually(3, fc.constant(undefined), resourcePolicy(['kms:*', 'kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*'], ['*'])),
}).map(({ statements, others, ...policies }) => ({
  identity: [documentOf([...statements.flatMap((statement) => statement ?? []), ...others])], ...policies,
}));
