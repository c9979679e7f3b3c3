import { OPTION_WORDING } from '../../../src/cli/workload/option-values';
import { roleTypeData, roleTypes } from '../../../src/core/grant/data/policy-data';
import { grants } from '../../../src/core/grant/grants';
import { WorkloadScope } from '../../../src/core/grant/workload';
import { checkGranted } from '../../../src/core/rules/granted-rules';
import { PROPERTY_WORDING, Wording } from '../../../src/core/rules/wording';
import { checkUse } from '../../../src/core/rules/workload-rules';

const ANYWHERE = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };
const ARN = 'arn:aws:sagemaker:eu-west-1:111122223333:mlflow-app/own';

/** A workload that names one property, for every property that may need a feature. */
const NAMED: Record<string, Partial<WorkloadScope>> = {
  repositories: { repositories: ['arn:aws:ecr:eu-west-1:111122223333:repository/own'] },
  network: { network: { vpcId: 'vpc-1', subnetIds: ['subnet-1'], securityGroupIds: ['sg-1'] } },
  passableRoles: { passableRoles: ['arn:aws:iam::111122223333:role/passed'] },
  functions: { functions: ['arn:aws:lambda:eu-west-1:111122223333:function:step'] },
  topics: { topics: ['arn:aws:sns:eu-west-1:111122223333:done'] },
  queues: { queues: ['arn:aws:sqs:eu-west-1:111122223333:callbacks'] },
  modelPackageGroups: { modelPackageGroups: ['group'] },
  mlflowServers: { mlflowServers: [ARN, ARN.replace('app', 'tracking-server')] },
  glueDatabases: { glueDatabases: ['database'] },
  metricNamespaces: { metricNamespaces: ['/aws/sagemaker/*'] },
  buckets: { buckets: [{ arn: 'arn:aws:s3:::own-bucket', prefix: '', read: false, write: true }] },
};

function errorOf(workload: WorkloadScope, wording: Wording): string | undefined {
  try {
    checkUse(workload, wording);
    checkGranted(workload, wording, ['own-bucket']);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The features that a message says to add, as the user would paste them. */
const FOLLOWED: [string, Wording, RegExp, (typed: string) => string][] = [
  ['the constructs', PROPERTY_WORDING, /SageMakerFeature\.([A-Z_]+)/g, (typed) => typed.toLowerCase()],
  ['the command line', OPTION_WORDING, /--feature ([a-z-]+)/g, (typed) => typed.replace(/-/g, '_')],
];

const CASES = roleTypes().flatMap((roleType) => [false, true].flatMap((minimal) => Object.keys(NAMED).map((property) =>
  [roleType, minimal ? 'the minimum' : 'the default features', property, { roleType, minimal, ...NAMED[property] }] as const)));

/** Only those whose message says to add a feature. */
const NEEDING = CASES.filter(([, , , workload]) => errorOf(workload, PROPERTY_WORDING)?.includes('add SageMakerFeature'));

test('asks for a feature in many combinations', () => {
  expect(NEEDING.length).toBeGreaterThan(30);
});

describe.each(FOLLOWED)('in the wording of %s', (_, wording, pattern, idOf) => {
  test.each(NEEDING)('a %s role with %s and %s accepts each feature of the message, and loses no action', (...[roleType, , , workload]) => {
    const named = [...errorOf(workload, wording)!.split(/, or (?:use|end)/)[0].matchAll(pattern)].map(([, typed]) => idOf(typed));
    expect(named.length).toBeGreaterThan(0);
    expect(Object.keys(roleTypeData(roleType).features)).toEqual(expect.arrayContaining(named));
    const before = grants(workload, ANYWHERE, '*').flatMap(({ actions }) => actions);
    for (const feature of named) {
      const mended = { ...workload, features: [feature] };
      expect(errorOf(mended, wording)).toBeUndefined();
      const after = grants(mended, ANYWHERE, '*').flatMap(({ actions }) => actions);
      expect(after).toEqual(expect.arrayContaining(before));
      expect(after.length).toBeGreaterThan(before.length);
    }
  });
});
