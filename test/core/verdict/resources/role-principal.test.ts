import cases from './role-principal-cases.json';
import { elementsOf } from '../../../../src/core/verdict/policy/document';
import { namesRole, RequestingRole } from '../../../../src/core/verdict/resources/role-principal';

const ROLE: RequestingRole = { arn: 'arn:aws:iam::111122223333:role/team/validated', account: '111122223333', id: 'AROAEXAMPLE', hasBoundary: false };

// A Deny names the role as an Allow does, unless the case has a separate answer.
test.each(cases)('$name: $allow', ({ element, allow, deny = allow, role }) => {
  const answerOf = (denies: boolean) => {
    const { applies, as, why } = namesRole(elementsOf(element)!, { ...ROLE, ...role, id: role?.id === null ? undefined : ROLE.id }, denies);
    return `${applies}${as === undefined ? '' : ` ${as}`}${why === undefined ? '' : `: ${why}`}`;
  };
  expect([answerOf(false), answerOf(true)]).toEqual([allow, deny]);
});
