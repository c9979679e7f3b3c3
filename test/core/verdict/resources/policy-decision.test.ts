import cases from './policy-decision-cases.json';
import { Answer } from '../../../../src/core/verdict/policy/answer';
import { elementsOf } from '../../../../src/core/verdict/policy/document';
import { admits, allows, decide } from '../../../../src/core/verdict/resources/policy-decision';

const ARN = 'arn:aws:iam::111122223333:role/team/validated';
const ROLE = { arn: ARN, account: '111122223333', id: 'AROAEXAMPLE', hasBoundary: false };
const CONTEXT = new Map([['aws:PrincipalArn', { values: [ARN] }], ['aws:PrincipalType', { values: ['AssumedRole'] }]]);

const shown = ({ applies, why }: Answer) => why === undefined ? applies : `${applies}: ${why}`;

test.each(cases)('a policy that names $name: $allows', ({ statements, denied, approvals, ...expected }) => {
  const elements = statements.map((statement) => elementsOf(statement)!);
  const decision = decide(elements, ROLE, { action: 's3:GetObject', resource: 'arn:aws:s3:::own/x', context: CONTEXT });
  expect(decision.denied.applies).toBe(denied);
  expect(decision.approvals).toEqual(approvals);
  expect({ allows: shown(allows(decision, false)), allowsUnderBoundary: shown(allows(decision, true)), admits: shown(admits(decision)) })
    .toEqual({ allows: expected.allows, allowsUnderBoundary: expected.allowsUnderBoundary, admits: expected.admits });
});

test('gives the first reason of several approvals that are uncertain', () => {
  const approvals = [{ isCertain: false }, { isCertain: false, why: 'first' }, { isCertain: false, why: 'second' }];
  expect(admits({ denied: { applies: 'NO' }, approvals })).toEqual({ applies: 'UNKNOWN', why: 'first' });
});
