import type { TrustReport } from '../../../../src/core/review/report';
import { mayBeAssumed } from '../../../../src/core/review/role/service-trust';

const trust = (principal: string, principalKind: TrustReport['principalKind'], effect: TrustReport['effect'] = 'Allow'): TrustReport[] =>
  [{ effect, principal, principalKind, conditions: [] }];

test.each<[TrustReport['principalKind'], string, boolean]>([
  ['any', '*', true],
  ['service', 'sagemaker.amazonaws.com', true],
  ['service', 'SageMaker.amazonaws.com', true],
  ['service', 'job.sagemaker.amazonaws.com', true],
  ['service', 'bedrock-agentcore.amazonaws.com', true],
  ['service', 'sagemaker.eu-west-1.amazonaws.com', true],
  ['service', 'sagemaker.amazonaws.com.cn', true],
  ['service', 'scheduler.${AWS::URLSuffix}', true],
  ['service', 'sagemaker.${AWS::Region}.amazonaws.com', true],
  ['service', 'my-sagemaker.amazonaws.com', false],
  ['service', 'sagemakers.amazonaws.com', false],
  ['service', 'x.y.sagemaker.amazonaws.com', false],
  ['service', 'lambda.amazonaws.com', false],
  ['service', 'sagemaker.example.com', false],
  ['service', 'sagemaker.eu-west.amazonaws.com', false],
  ['service', '${Service}.amazonaws.com', true],
  ['service', '${Service}.amazonaws.com.cn', true],
  ['service', '${Prefix}gemaker.eu-west-1.amazonaws.com', true],
  ['service', 'job.${Service}.amazonaws.com', true],
  ['service', 'bed${Service}.amazonaws.com', true],
  ['service', 'sched${Service}.amazonaws.com', true],
  ['service', 'lambda.${AWS::URLSuffix}', false],
  ['service', '{{resolve:ssm:/service}}', true],
  ['service', '${Own.Arn}.amazonaws.com', false],
  ['aws', '*', false],
  ['aws', '${Principal}', true],
  ['aws', '${Own.Arn}', false],
  ['aws', '${AWS::AccountId}', false],
  ['aws', 'arn:aws:iam::${Account}:root', false],
  ['aws', 'arn:aws:iam::111122223333:root', false],
  ['other', 'everyone except arn:aws:iam::111122223333:root', true],
  ['other', '${Principal}', true],
  ['other', '${Service}aker.amazonaws.com', true],
  ['other', 'arn:${Principal}', false],
  ['other', 'unknown', false],
  ['federated', '${Provider}', false],
  ['federated', '*', false],
])('a principal of the kind %s, %s, may be a service: %j', (kind, principal, may) => {
  expect(mayBeAssumed(trust(principal, kind))).toBe(may);
});

test('needs an Allow, and one statement is enough', () => {
  expect(mayBeAssumed([])).toBe(false);
  expect(mayBeAssumed(trust('sagemaker.amazonaws.com', 'service', 'Deny'))).toBe(false);
  expect(mayBeAssumed([...trust('lambda.amazonaws.com', 'service'), ...trust('sagemaker.amazonaws.com', 'service')])).toBe(true);
});
