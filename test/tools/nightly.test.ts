import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import parts from '../../tools/verify/nightly/parts.json';

const ROOT = join(__dirname, '../..');
const { tasks } = JSON.parse(readFileSync(join(ROOT, '.projen/tasks.json'), 'utf8'));

test.each(parts)('$command names a task or tests that exist', ({ command }) => {
  const [, script, path] = /^npm run (\S+)|^npx jest .*?(test\/\S+)/.exec(command)!.slice(0);
  expect(script === undefined ? ['', '.ts', '.test.ts'].some((end) => existsSync(join(ROOT, `${path}${end}`))) : script in tasks).toBe(true);
});

test('runs 10,000 generated events, 100,000 generated policies, 5,000 random roles, generated values of the day, all tests beside the oldest CDK, mutation and the benchmark', () => {
  const shown = parts.map(({ command, env, seeded }) => [command, env?.GENERATED_EVENTS ?? env?.GENERATED_DOCUMENTS ?? env?.RANDOM_PROPS ?? seeded]);
  expect(shown).toEqual(expect.arrayContaining([
    ['npx jest --ci test/handler/generated-events', '10000'],
    ['npx jest --ci test/core/verdict/generated-policies', '100000'],
    ['npx jest --ci test/random-props', '5000'],
    ['npx jest --ci --findRelatedTests test/check-property.ts', true],
    ['npm run floor -- --tests=all', undefined],
    ['npm run mutation', undefined],
    ['npm run bench', undefined],
  ]));
});
