import { readPage } from './markdown-files';
import { operationData } from '../../src/core/grant/data/operation-data';
import { actionCount } from '../../tools/generate/operations-page/action-count';
import { figures, operationsPage } from '../../tools/generate/operations-page/operations-page';
import { withFigures } from '../../tools/generate/operations-page/readme-figures';
import models from '../../tools/verify/operations/api-members.json';
import { ACTION_COUNTS } from '../action-counts';

const committed = readPage('docs/operations.md');
const operations = Object.values(models.roles).flatMap((service) => Object.keys(service));

test('the page matches policies/operations.json', () => {
  const stale = operationsPage() === committed ? undefined : 'docs/operations.md is stale: run `npx projen permissions-page` and commit it';
  expect(stale).toBeUndefined();
});

test('the README and the page have the number of operations', () => {
  expect(withFigures(readPage('README.md'), figures())).toEqual(readPage('README.md'));
  expect(committed).toContain(figures());
  expect(figures()).toMatch(/^61 operations /);
  const [, all, served, without] = /^(\d+) .* for (\d+) of them, .* the other (\d+) /.exec(figures())!.map(Number);
  expect(all).toEqual(operations.length);
  expect(served + without).toEqual(all);
});

test('a README without the sentence is noticed', () => {
  expect(() => withFigures('# Title\n', figures())).toThrow('README.md lacks the sentence');
});

test.each(operations)('the page has %s, with a role type or a reason', (operation) => {
  const rows = committed.split('\n').filter((line) => line.startsWith('| ') && line.split(' | ')[0].includes(`\`${operation}\``));
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter((row) => !/^\| .+ \| .+ \| .*\(https:\/\/docs\.aws\.amazon\.com\/[^)]+\)( \| \d+ \| \d+)? \|$/.test(row))).toEqual([]);
});

test.each(ACTION_COUNTS)('the numbers of actions of a %s role are those that the test of limits proves', (roleType, minimum, byDefault) => {
  expect([actionCount({ roleType, minimal: true }), actionCount({ roleType })]).toEqual([minimum, byDefault]);
  for (const { page } of operationData().filter((entry) => entry.roleType === roleType && !entry.features)) {
    expect(committed.split('\n').some((row) => row.includes(`(${page})`) && row.endsWith(` | ${minimum} | ${byDefault} |`))).toBe(true);
  }
});
