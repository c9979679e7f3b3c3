import table from './role-cases.json';
import { useVirtualTime } from '../../../testing/clock/virtual-time';
import { runInProcess } from '../run-in-process';
import { startAws } from '../session/offline-aws';

useVirtualTime();

const EXIT_CODES: Readonly<Record<string, number>> = { VALID: 0, INVALID: 1, INCONCLUSIVE: 2 };

test.each(table.cases)('$name: $verdict', async ({ trust = table.trust, policies, options, verdict, says }) => {
  const { env } = await startAws({
    account: {
      accountId: table.account,
      roles: [{ name: 'Validated', trust, policies: [{ id: 'Own', document: { Version: '2012-10-17', Statement: policies } }] }],
    },
  });
  const { status, stdout } = await runInProcess(['validate', '--role', 'Validated', ...options.split(' ')], { env: { ...env, AWS_REGION: table.region } });
  expect([status, stdout.split(':')[0]]).toEqual([EXIT_CODES[verdict], verdict]);
  expect(stdout).toContain(says);
});
