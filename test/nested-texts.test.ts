import { App, Aws, CfnParameter, Fn, Lazy, SecretValue, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  BucketAccess, RoleRequirements, RoleValidation, SageMakerExecutionRole, SageMakerExecutionRoleProps,
  SageMakerFeature, SageMakerRoleType as T, WorkloadPolicies,
} from '../src';
import TABLE from './nested-texts.json';
import { roleTypeData } from '../src/core/grant/data/policy-data';
import { featuresThatUse } from '../src/core/grant/scope/statement-scopes';
import { WORKLOAD_PROPERTIES } from '../src/core/rules/workload-properties';
import { textSlots } from '../testing/workload/property-texts';
import { unnamedFeatures } from '../testing/workload/unnamed-features';

let stack: Stack;
beforeEach(() => {
  stack = new Stack(new App(), 'Stack');
});

/** A value of the table, with intrinsic functions as tokens. */
function tokens(value: any, replaced: (text: string) => string = (text) => text): any {
  if (typeof value === 'string') {
    return replaced(value);
  }
  if (typeof value !== 'object') {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((one) => tokens(one, replaced));
  }
  if ('Lazy' in value) {
    return Lazy.string({ produce: () => tokens(value.Lazy, replaced) });
  }
  const members = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, tokens(one, replaced)]));
  const [key] = Object.keys(members);
  return key === 'Ref' || key.startsWith('Fn::') ? Token.asString(members) : members;
}

const role = (props: Partial<SageMakerExecutionRoleProps>) => new SageMakerExecutionRole(stack, 'Role', { roleType: T.TRAINING, minimal: true, ...props });

const SLOTS = WORKLOAD_PROPERTIES.flatMap((row) => textSlots(row).map((slot) => ({ row, name: `${row.property}, ${slot.slot}`, ...slot })));

/** One property of each kind has all forms, and every other text has the first. */
const CASES = SLOTS.flatMap((slot, index) => TABLE.forms
  .filter((_, form) => form === 0 || SLOTS.findIndex(({ row }) => row.kind === slot.row.kind) === index)
  .map((form) => ({ ...slot, ...form })));

describe.each(CASES)('$name: $form', ({ row: { property, kind }, example, shownAs, value, refused, taken }) => {
  const roleType = Object.values(T).find((one) => featuresThatUse(property, roleTypeData(one)).length > 0)!;
  const features = unnamedFeatures(roleType);
  const bad = kind === 'patterns' ? '\u{1F600}' : '*';
  const problems = (text: unknown) => {
    const given = value(stack, tokens(text, (one) => one.replaceAll('@', example).replaceAll('#', bad)));
    return role({ roleType, features, [property]: given }).node.validate();
  };

  test('refuses a bad text at synthesis', () => {
    expect(problems(refused)).toEqual([expect.stringContaining(`'${shownAs}'`)]);
  });

  test('takes a good text', () => {
    expect(problems(taken)).toEqual([]);
  });
});

test.each(TABLE.properties)('refuses $props', ({ props, message }) => {
  expect(role(tokens(props)).node.validate()).toEqual([message]);
});

describe('openParameter', () => {
  const warnings = () => Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('openParameter')).map(({ entry }) => String(entry.data).split(',')[0]);

  test.each<[string, (parameter: string) => string]>([
    ['Fn.join', (parameter) => Fn.join('-', ['own', parameter])],
    ['Fn.sub', () => Fn.sub('own-${Param}')],
    ['Lazy', (parameter) => Lazy.string({ produce: () => parameter })],
    ['Fn.conditionIf', (parameter) => Fn.conditionIf('C', parameter, 'own').toString()],
  ])('warns about a parameter in %s', (_, text) => {
    role({ modelPackageGroups: [text(new CfnParameter(stack, 'Param').valueAsString)], features: [SageMakerFeature.MODEL_REGISTRY] });
    expect(warnings()).toEqual(["'modelPackageGroups' has the parameter Stack/Param"]);
  });

  test.each<[string, (parameter: string) => Partial<SageMakerExecutionRoleProps>]>([
    ['a resource of additionalPermissions', (parameter) => ({ additionalPermissions: [{ actions: ['sqs:SendMessage'], resources: [parameter], reason: 'A test.' }] })],
    ['a condition of additionalPermissions', (parameter) => ({
      additionalPermissions: [{ actions: ['sqs:ListQueues'], resources: ['*'], conditions: { StringLike: { 'aws:ResourceTag/team': [parameter] } }, reason: 'A test.' }],
    })],
    ['resourceTags', (parameter) => ({ resourceTags: { team: parameter } })],
    ['the owner of buckets', (parameter) => ({ buckets: [BucketAccess.readOnly(s3.Bucket.fromBucketName(stack, 'Bucket', 'own-bucket'), 'in/', { owner: parameter })] })],
  ])('warns about a parameter in %s', (place, props) => {
    role(props(new CfnParameter(stack, 'Param').valueAsString));
    expect(warnings()).toEqual([`'${place.split(' ').pop()}' has the parameter Stack/Param`]);
  });

  test('takes a parameter that excludes policy variables and wildcards, and warns about one that takes a policy variable', () => {
    const parameter = (id: string, allowedPattern: string) => new CfnParameter(stack, id, { allowedPattern }).valueAsString;
    role({ resourceTags: { team: parameter('Good', '[a-z]+'), group: parameter('Bad', '[^*]+') } });
    expect(warnings()).toEqual(["'resourceTags' has the parameter Stack/Bad"]);
  });
});

test('takes a dynamic reference, which only the deployment knows', () => {
  const secret = SecretValue.ssmSecure('/own').unsafeUnwrap();
  expect(role({ modelPackageGroups: [secret], features: [SageMakerFeature.MODEL_REGISTRY] }).node.validate()).toEqual([]);
});

test('keeps the samples of pseudo parameters', () => {
  const repository = (account: string) => Fn.join('', ['arn:aws:sagemaker:', Aws.REGION, `:${account}:mlflow-app/own`]);
  const make = (account: string) => new SageMakerExecutionRole(new Stack(), 'Role', { roleType: T.TRAINING, mlflowServers: [repository(account)] }).node.validate();
  expect(make(Aws.ACCOUNT_ID)).toEqual([]);
  expect(make('1234')).toEqual([expect.stringContaining("'mlflowServers' lists \"arn:aws:sagemaker:${AWS::Region}:1234:mlflow-app/own\", which is not")]);
});

describe('other constructs', () => {
  const BAD = Fn.join('', [Fn.importValue('own'), '*']);
  const workload = { roleType: T.TRAINING, minimal: true, features: [SageMakerFeature.MODEL_REGISTRY], modelPackageGroups: [BAD] };

  test('refuse a bad text in WorkloadPolicies and in a validation', () => {
    const own = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') });
    const validation = new RoleValidation(stack, 'Validation', { role: own, requirements: RoleRequirements.executionRole(workload) });
    for (const construct of [new WorkloadPolicies(stack, 'Policies', { workload, roles: [own] }), validation]) {
      expect(construct.node.validate()).toEqual(['\'modelPackageGroups\' lists "${Token}*", which has a wildcard: name each one']);
    }
  });

  test('refuse a bad cluster of a HyperPod connection and of its validation', () => {
    const user = new iam.User(stack, 'User');
    const clusterArn = Fn.join('', ['arn:aws:sagemaker:eu-west-1:111122223333:cluster/', Fn.importValue('own'), '*']);
    SageMakerExecutionRole.grantHyperPodConnect(user, { clusterArn, eksClusterArn: 'arn:aws:eks:eu-west-1:111122223333:cluster/own' });
    const validation = new RoleValidation(stack, 'Validation', {
      role: iam.Role.fromRoleName(stack, 'Role', 'own'), requirements: RoleRequirements.hyperPodConnect({ clusterArn }),
    });
    for (const construct of [user, validation]) {
      expect(construct.node.validate()).toEqual([expect.stringContaining("'clusterArn' is \"arn:aws:sagemaker:eu-west-1:111122223333:cluster/${Token}*\", which has a wildcard")]);
    }
  });
});
