import { Duration, Stack } from 'aws-cdk-lib';
import fc from 'fast-check';
import { BucketAccess, JobConditions, SageMakerExecutionRoleProps, SageMakerRoleType } from '../../src';
import { jobConditionsData } from '../../src/core/grant/data/job-condition-data';
import { roleTypeData } from '../../src/core/grant/data/policy-data';
import { featuresThatUse } from '../../src/core/grant/scope/statement-scopes';
import { startedActions, startedByCaller } from '../../src/core/rules/job-condition-rules';
import { WORKLOAD_PROPERTIES } from '../../src/core/rules/workload-properties';
import { resourceArn, WorkloadProperty } from '../../src/core/rules/workload-property';
import { constructWith, networkWith, PLACE, TextSlot, textSlots } from '../workload/property-texts';
import { unnamedFeatures } from '../workload/unnamed-features';

/** The properties of a role in any stack. */
export interface Recipe {
  /** Whether one of them has a value that no role may have. */
  readonly isHostile: boolean;
  /** Makes the properties. They are the same each time. */
  make(stack: Stack): SageMakerExecutionRoleProps;
}

/** Every name of a generated workload has it, so that a test can change what is named. */
export const OWN = 'own';

type Value = (stack: Stack) => unknown;

const ROUND: Record<string, unknown> = {};
ROUND.round = ROUND;

/** Values of the wrong kind, and texts that match too much. */
const INVALID: readonly unknown[] = [
  null, 'false', 'own', '', 0, -1, NaN, true, BigInt(1), Symbol('own'), {}, [], [null], [undefined], [5], [{}], [[]], ['*'], ['own*'], ['${aws:username}'], ['\u{1F600}'],
  '*', '\u0007', { toString: null }, Object.create(null), ROUND, [ROUND], () => 'own', new Date(0), [''], ['x'.repeat(3_000)],
];

/** Texts that match more than one thing, or that IAM refuses. */
const HOSTILE = ['*', 'o?n', '${aws:username}', 'own\u{1F600}', 'own\u0007', '?', 'own\u2028'];

const names = (count: number) => Array.from({ length: count }, (_, index) => `${OWN}${index}`);
const count = fc.integer({ min: 1, max: 3 });
const always = (value: unknown): Value => () => value;

const ACCESS = fc.record({
  prefix: fc.constantFrom(undefined, `${OWN}/`, `in/${OWN}`), access: fc.constantFrom('readOnly', 'readWrite', 'writeOnly'),
});

const SECRET = `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${OWN}`;

/** Permissions of the user's own, of a service that no role type uses. */
const PERMISSION = fc.record({
  actions: fc.subarray(['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret', 'secretsmanager:PutSecretValue'], { minLength: 1 }),
  resources: fc.subarray([SECRET, `${SECRET}-*`, `${SECRET}-2`], { minLength: 1 }),
  conditions: fc.option(fc.constantFrom({ StringEquals: { 'aws:ResourceTag/team': OWN } }, { Bool: { 'aws:SecureTransport': true } }), { nil: undefined }),
  reason: fc.constant('A test.'),
});

const JOB_CONDITIONS: Readonly<Record<keyof JobConditions, fc.Arbitrary<unknown>>> = {
  requireNetwork: fc.boolean(),
  requireVolumeKey: fc.boolean(),
  requireOutputKey: fc.boolean(),
  requireNetworkIsolation: fc.boolean(),
  requireTrafficEncryption: fc.boolean(),
  forbidRemoteDebug: fc.boolean(),
  instanceTypes: fc.subarray(['ml.m5.large', 'ml.g5.*'], { minLength: 1 }),
  maxRuntime: fc.integer({ min: 1, max: 100_000 }).map((seconds) => Duration.seconds(seconds)),
};

/** The work that a role of the type, or its callers, may start. */
function started(roleType: string): string[] {
  return [...startedActions({ roleType }), ...startedByCaller({ roleType })];
}

/** Demands that one of these actions knows. */
function jobConditions(roleType: string): fc.Arbitrary<unknown> {
  const { creating } = jobConditionsData();
  const known = new Set(started(roleType).flatMap((action) => creating[action]));
  const values = Object.entries(JOB_CONDITIONS).filter(([option]) => known.has(option as keyof JobConditions));
  return fc.record(Object.fromEntries(values), { requiredKeys: [] });
}

/** Good values of a property, by its kind. */
function good(row: WorkloadProperty, roleType: string): fc.Arbitrary<Value> {
  switch (row.kind) {
    case 'constructs':
    case 'keys': return count.map((many) => (stack) => names(many).map((name) => constructWith(stack, row.arnAttribute, resourceArn(row.resource, name, PLACE))));
    case 'arns': return fc.tuple(count, fc.nat()).map(([many, type]) => always(names(many).map((name) =>
      resourceArn({ ...row.resource, types: [row.resource.types[type % row.resource.types.length]] }, name, PLACE))));
    case 'names': return count.map((many) => always(names(many)));
    case 'patterns': return fc.constantFrom('', '*', '/*').map((end) => always([`/${OWN}${end}`]));
    case 'namePrefix': return fc.constant(always(`${OWN}-`));
    case 'buckets': return fc.array(ACCESS, { minLength: 1, maxLength: 3 })
      .map((accesses) => (stack) => accesses.map(({ prefix, access }, index) =>
        BucketAccess[access as 'readOnly'](constructWith(stack, 'bucketArn', `arn:aws:s3:::${OWN}-bucket${index}`), prefix)));
    case 'network': return fc.constant((stack) => networkWith(stack));
    case 'flag':
    case 'choice': return fc.boolean().map(always);
    case 'permissions': return fc.array(PERMISSION, { minLength: 1, maxLength: 3 }).map(always);
    case 'jobConditions': return jobConditions(roleType).map(always);
    case 'tags': return fc.uniqueArray(fc.constantFrom('team', 'Cost-center', 'a:b/c'), { minLength: 1 })
      .map((keys) => always(Object.fromEntries(keys.map((key) => [key, `${OWN} ml`]))));
  }
}

const ROLE_VALUES: Readonly<Record<string, fc.Arbitrary<Value>>> = {
  roleName: fc.constantFrom('own', 'Own-role_1', 'r'.repeat(64), 'r'.repeat(65), 'own role').map(always),
  path: fc.constantFrom('/', '/own/', 'own', '/\u{1F600}/').map(always),
  description: fc.oneof(fc.string({ maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 40 })).map(always),
  maxSessionDuration: fc.integer({ min: 0, max: 50_000 }).map((seconds) => always(Duration.seconds(seconds))),
  accountScopedTrust: fc.boolean().map(always),
  ownershipTags: fc.boolean().map(always),
  policyAttachment: fc.constantFrom('before_role', 'after_role', 'BEFORE_ROLE').map(always),
  sourceArns: fc.array(fc.constantFrom('training-job', 'pipeline', 'job'), { maxLength: 60 })
    .map((types) => always(types.map((type) => `arn:aws:sagemaker:eu-west-1:111122223333:${type}/own-*`))),
};

/** Names that no property has. */
const TYPOS = fc.constantFrom('bucket', 'encryptionKey', 'resourceTag', 'jobCondition', 'additionalPermission');

/** Either nothing or, as one of several, a value. */
function sometimes<Type>(nothing: Type, several: number, value: fc.Arbitrary<Type>): fc.Arbitrary<Type> {
  return fc.oneof({ weight: several - 1, arbitrary: fc.constant(nothing) }, { weight: 1, arbitrary: value });
}

/** Properties with values of the wrong kind. */
function wrongValues(properties: readonly string[]): fc.Arbitrary<[string, unknown][]> {
  const value = fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 3, arbitrary: fc.constantFrom(...INVALID) });
  return fc.array(fc.tuple(fc.constantFrom(...properties), value), { minLength: 1, maxLength: 2 });
}

/** The properties of a role, most of them good and some of them not. */
export const recipes: fc.Arbitrary<Recipe> = fc.constantFrom(...Object.values(SageMakerRoleType)).chain((roleType) => {
  const data = roleTypeData(roleType);
  const all = unnamedFeatures(roleType);
  const rows = WORKLOAD_PROPERTIES.filter(({ property, kind, mustBeUsed }) =>
    kind === 'tags' ? started(roleType).length > 0 : !mustBeUsed || featuresThatUse(property, data).length > 0);
  const properties = ['roleType', 'features', 'minimal', ...rows.map(({ property }) => property), ...Object.keys(ROLE_VALUES)];
  const slots = rows.flatMap((row) => textSlots(row).map((slot): [WorkloadProperty, TextSlot] => [row, slot]));
  return fc.record({
    features: sometimes<string[] | undefined>(all, 3, fc.option(fc.subarray(all), { nil: undefined })),
    minimal: fc.constantFrom(undefined, true, false),
    workload: fc.tuple(...rows.map((row) => fc.option(good(row, roleType), { nil: undefined })
      .map((value): [string, Value | undefined] => [row.property, value]))),
    role: sometimes({}, 4, fc.record(ROLE_VALUES, { requiredKeys: [] }) as fc.Arbitrary<Record<string, Value>>),
    typo: sometimes<string | undefined>(undefined, 12, TYPOS),
    wrong: sometimes([], 5, wrongValues(properties)),
    hostile: sometimes<[[WorkloadProperty, TextSlot], string] | undefined>(undefined, 5,
      fc.tuple(fc.constantFrom(...slots), fc.constantFrom(...HOSTILE))),
  }).map(({ workload, role, typo, wrong, hostile, features, minimal }): Recipe => {
    const [[row, slot] = [], text = ''] = hostile ?? [];
    // Null must not mean the same as an omitted property. A later value of a property wins.
    const nulls = Object.entries(Object.fromEntries(wrong)).filter(([property, value]) => value === null && property !== row?.property);
    return {
      isHostile: typo !== undefined || row !== undefined && !(row.kind === 'patterns' && text === 'o?n') || nulls.length > 0,
      make: (stack) => ({
        roleType,
        features,
        minimal,
        ...Object.fromEntries([...workload, ...Object.entries(role)].flatMap(([property, value]) => value ? [[property, value(stack)]] : [])),
        ...Object.fromEntries(wrong),
        ...typo === undefined ? {} : { [typo]: [] },
        ...row && slot ? { [row.property]: slot.value(stack, text) } : {},
      } as unknown as SageMakerExecutionRoleProps),
    };
  });
});
