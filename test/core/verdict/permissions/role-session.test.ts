import { lacksKey, sessionContext } from '../../../../src/core/verdict/permissions/role-session';

const SESSION = { issuedAt: '2030-01-01T00:00:00.000Z', tags: { team: 'ml' }, mayHaveOtherTags: false, isOfService: true };
const ISSUED = { key: 'aws:TokenIssueTime', type: 'date', values: ['2030-01-01T00:00:00.000Z'] };
const TEAM = { key: 'aws:PrincipalTag/team', type: 'string', values: ['ml'] };

test.each([[false, [ISSUED, TEAM], []], [true, [ISSUED], [TEAM]]])('if a session may have other tags (%s), those of the role are only assumed', (mayHaveOtherTags, facts, assumed) => {
  expect(sessionContext({ ...SESSION, mayHaveOtherTags })).toEqual({ facts, assumed });
});

test.each<[string, object, boolean]>([
  ['aws:MultiFactorAuthPresent', {}, true], ['AWS:multifactorauthpresent', {}, true], ['aws:MultiFactorAuthAge', {}, true],
  ['aws:MultiFactorAuthPresent', { isOfService: false }, false], ['aws:MultiFactorAuthAge', { isOfService: false }, false],
  ['aws:PrincipalTag/cost', {}, true], ['AWS:principaltag/cost', {}, true], ['aws:PrincipalTag/cost', { mayHaveOtherTags: true }, false],
  ['aws:PrincipalTag/cost', { isOfService: false }, true], ['aws:RequestTag/cost', {}, false], ['aws:SourceVpc', {}, false],
])('lacks the key %s in a session with %j: %s', (key, change, lacks) => {
  expect(lacksKey(key, { ...SESSION, ...change })).toBe(lacks);
});
