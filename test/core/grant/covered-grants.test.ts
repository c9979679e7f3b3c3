import { withoutCovered } from '../../../src/core/grant/covered-grants';
import { Grant } from '../../../src/core/grant/grant';

type Given = [sid: string, actions: string[], resources: string[], conditions?: Grant['conditions']];
const VIA_S3 = { StringLike: { 'kms:ViaService': 's3.*' } };
const VIA_EBS = { StringLike: { 'kms:ViaService': 'ec2.*' } };

const grantOf = ([sid, actions, resources, conditions]: Given): Grant => ({
  sid, actions, resources, conditions, namedResources: [], exactTargets: [], properties: [], namesRole: false, warnings: [], why: '', source: [],
});

/** The case, the grants, and their remaining actions by Sid. */
test.each<[string, Given[], Record<string, string[]>]>([
  ['a wider grant covers an earlier one', [['Narrow', ['a:A'], ['r/x']], ['Wide', ['a:A'], ['r/*']]], { Wide: ['a:A'] }],
  ['a wider grant covers a later one', [['Wide', ['a:A'], ['r/*']], ['Narrow', ['a:A'], ['r/x']]], { Wide: ['a:A'] }],
  ['of two alike, the first stays', [['First', ['a:A'], ['r']], ['Second', ['a:A'], ['r']]], { First: ['a:A'] }],
  ['only the actions that both have are covered', [['Wide', ['a:A', 'a:C'], ['*']], ['Narrow', ['a:B', 'a:A'], ['r']]], { Wide: ['a:A', 'a:C'], Narrow: ['a:B'] }],
  ['some of the resources are not enough', [['One', ['a:A'], ['r', 's']], ['Other', ['a:A'], ['s', 't']]], { One: ['a:A'], Other: ['a:A'] }],
  ['several patterns may cover one grant', [['Wide', ['a:A'], ['r/*', 's/*']], ['Narrow', ['a:A'], ['s/x', 'r/x']]], { Wide: ['a:A'] }],
  ['a grant with a condition does not cover a grant without one', [['If', ['a:A'], ['*'], VIA_S3], ['Narrow', ['a:A'], ['r']]], { If: ['a:A'], Narrow: ['a:A'] }],
  ['a grant without a condition covers a later grant with one', [['Always', ['a:A'], ['r']], ['If', ['a:A'], ['r'], VIA_S3]], { Always: ['a:A'] }],
  ['a grant without a condition covers an earlier grant with one', [['If', ['a:A'], ['r'], VIA_S3], ['Always', ['a:A'], ['r']]], { Always: ['a:A'] }],
  ['a wider grant under the same condition covers an earlier one', [['Narrow', ['a:A'], ['r'], VIA_S3], ['Wide', ['a:A'], ['*'], VIA_S3]], { Wide: ['a:A'] }],
  ['another condition does not cover', [['S3', ['a:A'], ['*'], VIA_S3], ['Ebs', ['a:A'], ['r'], VIA_EBS]], { S3: ['a:A'], Ebs: ['a:A'] }],
])('%s', (_, given, left) => {
  const remaining = withoutCovered(given.map(grantOf));
  expect(Object.fromEntries(remaining.map(({ sid, actions }) => [sid, actions]))).toEqual(left);
  // Nothing else of a grant changes.
  expect(remaining.map((grant) => ({ ...grant, actions: [] }))).toEqual(
    given.filter(([sid]) => sid in left).map((one) => ({ ...grantOf(one), actions: [] })));
});
