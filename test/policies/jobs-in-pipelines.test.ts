import cases from './jobs-in-pipelines.json';
import type { Grant } from '../../src/core/grant/grant';
import { grants } from '../../src/core/grant/grants';
import type { WorkloadScope } from '../../src/core/grant/workload';
import { patternMatches } from '../../src/core/iam/patterns';

const PLACE = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };
const ROLE = 'arn:aws:iam::111122223333:role/own';

/** Values for the properties that narrow these jobs. */
const NAMED = {
  buckets: [
    { arn: 'arn:aws:s3:::data', prefix: '', read: true, write: true },
    { arn: 'arn:aws:s3:::input', prefix: 'train/', read: true, write: false },
    { arn: 'arn:aws:s3:::output', prefix: 'models/', read: false, write: true },
  ],
  encryptionKeys: ['arn:aws:kms:eu-west-1:111122223333:key/own'],
  repositories: ['arn:aws:ecr:eu-west-1:111122223333:repository/own'],
  functions: ['arn:aws:lambda:eu-west-1:111122223333:function:own'],
  modelPackageGroups: ['own', 'arn:aws:sagemaker:us-west-2:444455556666:model-package-group/shared'],
};

/** Whether a grant allows all that an action of another may do on a resource. */
function allows(grant: Grant, action: string, resource: string, conditions: Grant['conditions']): boolean {
  return grant.actions.includes(action)
    && grant.resources.some((pattern) => patternMatches(pattern, resource))
    && Object.entries(grant.conditions ?? {}).every(([operator, keys]) => Object.entries(keys).every(([key, value]) =>
      JSON.stringify(conditions?.[operator]?.[key]) === JSON.stringify(value)));
}

/** The permissions that a job has and the pipeline lacks. */
function missing(job: WorkloadScope, pipeline: WorkloadScope): string[] {
  const granted = grants(pipeline, PLACE, ROLE);
  return grants(job, PLACE, ROLE).flatMap(({ actions, resources, conditions }) => actions.flatMap((action) => resources
    .filter((resource) => !granted.some((grant) => allows(grant, action, resource, conditions)))
    .map((resource) => `${action} on ${resource}`)));
}

describe.each(cases)('a pipeline whose steps run $name under its own role', ({ job, features }) => {
  const pipeline = { roleType: 'pipeline', minimal: true, features };

  test('has every permission of the job on named resources', () => {
    expect(missing({ ...job, ...NAMED }, { ...pipeline, ...NAMED })).toEqual([]);
  });

  test('has every permission of the job on buckets, if the workload names nothing', () => {
    expect(missing(job, pipeline).filter((permission) => permission.startsWith('s3:'))).toEqual([]);
  });
});
