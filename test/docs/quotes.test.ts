import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { codeBlocks } from './markdown-files';
import { SageMakerExecutionRole, SageMakerRoleType } from '../../src';
import { Finding } from '../../src/core/verdict/verdict';
import { failureMessage } from '../../src/core/verdict/verdict-text';

test('quotes the message of a failed deployment', () => {
  const places = ['probe', 'sample/data.bin'].map((key) => ({ resource: `arn:aws:s3:::team-models/${key}`, pattern: 'arn:aws:s3:::team-models/*' }));
  const findings: Finding[] = [
    ...places.map((place): Finding => ({ verdict: 'INVALID', reason: 'MISSING_PERMISSION', subject: 's3:PutObject', ...place })),
    ...Array.from({ length: 24 }, (): Finding => ({ verdict: 'VALID', reason: 'ALLOWED', subject: 's3:GetObject', ...places[0] })),
  ];
  const subject = { role: 'arn:aws:iam::111122223333:role/team/training', workload: 'training' };
  const message = failureMessage({ verdict: 'INVALID', findings, calls: 2 }, subject, 'log group validations, stream 2026', 2_048);
  expect(codeBlocks('docs/validation.md', 'text')).toEqual([`${message}\n`]);
});

test('quotes the error about a property that needs a feature', () => {
  const stack = new Stack(new App(), 'Team');
  const passableRoles = [iam.Role.fromRoleName(stack, 'Passed', 'passed')];
  const [message] = codeBlocks('docs/guide.md', 'text');
  expect(() => new SageMakerExecutionRole(stack, 'TrainingRole', { roleType: SageMakerRoleType.TRAINING, passableRoles })).toThrow(message.trim());
});

test('quotes the Go code that the consumer runs', () => {
  const consumer = readFileSync(join(__dirname, '../../consumers/go/roles_stack.go'), 'utf8').replace(/^\t/gm, '');
  const quoted = codeBlocks('docs/languages.md', 'go');
  expect(quoted).toHaveLength(1);
  expect(consumer).toContain(quoted[0]);
});
