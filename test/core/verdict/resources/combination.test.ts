import cases from './combination-cases.json';
import { PolicyService } from '../../../../src/core/question/policy-targets';
import { combine, ReadPolicy } from '../../../../src/core/verdict/resources/combination';
import { Approval, PolicyDecision } from '../../../../src/core/verdict/resources/policy-decision';
import { Reason, Verdict } from '../../../../src/core/verdict/verdict';

interface DecisionRow {
  /** The answer, and why. */
  readonly denied?: string;
  readonly approvals?: readonly object[];
}

interface Row {
  readonly name: string;
  /** The reason of the finding about IAM's answer. */
  readonly iam: Reason;
  /** The decision in the context that IAM was asked with, and in every context if that differs. */
  readonly policy: DecisionRow & { readonly unread?: string; readonly inAny?: DecisionRow };
  /** @default 's3' */
  readonly service?: PolicyService;
  readonly expected: string;
  readonly detail: string;
  readonly fix?: string;
}

const VERDICTS: Readonly<Partial<Record<Reason, Verdict>>> = {
  ALLOWED: 'VALID', NOT_REQUIRED: 'VALID', MAY_BE_NEEDED: 'INCONCLUSIVE', MISSING_CONTEXT: 'INCONCLUSIVE',
};

function decisionOf({ denied = 'NO', approvals = [] }: DecisionRow): PolicyDecision {
  const [applies, why] = denied.split(': ');
  return { denied: { applies, why } as PolicyDecision['denied'], approvals: approvals as Approval[] };
}

test.each(cases as unknown as Row[])('$name: $expected', ({ iam, policy, service = 's3', expected, detail, fix }) => {
  const resource = service === 'kms' ? 'arn:aws:kms:eu-west-1:111122223333:key/1' : 'arn:aws:s3:::own';
  const decision = iam === 'ALLOWED' ? 'allowed' : iam === 'EXPLICIT_DENY' ? 'explicitDeny' : 'implicitDeny';
  const read: ReadPolicy = policy.unread === undefined
    ? { asked: decisionOf(policy), inAny: decisionOf(policy.inAny ?? policy) } : { unread: policy.unread };
  const finding = combine({ verdict: VERDICTS[iam] ?? 'INVALID', reason: iam, subject: 'x:Y', resource, detail: "IAM's detail" },
    { action: 'x:Y', resource, decision, ...iam === 'PERMISSIONS_BOUNDARY' ? { allowedByBoundary: false } : {} }, { service, arn: resource }, read);
  expect(finding).toEqual({ verdict: expected.split(' ')[0], reason: expected.split(' ')[1], subject: 'x:Y', resource, detail, ...fix ? { fix } : {} });
});
