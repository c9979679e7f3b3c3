import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { RoleRequirements, RoleValidation, SageMakerExecutionRole, SageMakerRoleType } from '../../src';

/** The findings of CDK's own validation of an app's templates. */
function findingsOf(app: App): unknown[] {
  const before = process.env.CDK_VALIDATION;
  // The global setup turns it off for all other tests.
  process.env.CDK_VALIDATION = 'true';
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  try {
    const report = join(app.synth().directory, 'validation-report.json');
    return existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')).pluginReports.flatMap(({ violations }: { violations: unknown[] }) => violations) : [];
  } finally {
    process.env.CDK_VALIDATION = before;
    jest.restoreAllMocks();
  }
}

test.each(Object.values(SageMakerRoleType))('CDK finds nothing wrong in the templates of a %s role and its validation', (roleType) => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const role = new SageMakerExecutionRole(stack, 'Role', { roleType });
  new RoleValidation(stack, 'Validation', { role, requirements: RoleRequirements.executionRole({ roleType }) });

  expect(findingsOf(app)).toEqual([]);
});

test('CDK finds a wrong value of a template', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  new s3.CfnBucket(stack, 'Bucket').addPropertyOverride('NoSuchProperty', true);

  expect(findingsOf(app)).not.toEqual([]);
});
