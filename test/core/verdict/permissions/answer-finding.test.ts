import cases from './answer-finding-cases.json';
import { denialFinding, isDenied } from '../../../../src/core/verdict/permissions/answer-finding';
import { QuestionPart } from '../../../../src/core/verdict/permissions/request-facts';
import { PairAnswer } from '../../../../src/core/verdict/permissions/simulation';

interface Row {
  readonly name: string;
  readonly answer: Partial<PairAnswer>;
  /** The answers to the same request in other contexts. */
  readonly others?: readonly Partial<PairAnswer>[];
  readonly group?: Partial<QuestionPart> & Partial<Pick<PairAnswer, 'action' | 'resource'>>;
  readonly expected: { readonly verdict: string; readonly reason: string };
}

const SESSION = { issuedAt: '2030-01-01T00:00:00.000Z', tags: {}, mayHaveOtherTags: false, isOfService: true };

test.each((cases as unknown as Row[]).map((row) => [row.name, row.expected.reason, row] as const))('%s: %s', (_, __, { answer, others = [], group = {}, expected }) => {
  const { action = 'x:Read', resource = 'arn:aws:x:::own', ...change } = group;
  const part: QuestionPart = { actions: [action], resources: [resource], certainty: 'concrete', facts: [], assumed: [], session: SESSION, ...change };
  const pair = (one: Partial<PairAnswer>): PairAnswer => ({ action, resource, ...one });
  expect(denialFinding(pair(answer), others.map(pair), part)).toEqual({ subject: action, resource, ...expected });
});

test.each([['allowed', false], ['implicitDeny', true], ['explicitDeny', true], [undefined, false]])('the decision %s is a denial: %s', (decision, denies) => {
  expect(isDenied({ action: 'x:Read', resource: '*', decision })).toBe(denies);
});
