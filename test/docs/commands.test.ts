import { PAGES, readPage } from './markdown-files';

const COMMAND = /npx (?:-\S+ )*(?:sagemaker-role|cdk-sagemaker-execution-role)\b/g;
const commandsOf = (text: string) => [...text.matchAll(COMMAND)].map(([command]) => command);

test('runs the command line on every page with --no-install', () => {
  const commands = PAGES.flatMap((page) => commandsOf(readPage(page)));
  expect(commands.length).toBeGreaterThan(10);
  expect(new Set(commands)).toEqual(new Set(['npx --no-install sagemaker-role']));
});

test('finds a command without --no-install', () => {
  expect(commandsOf('`npx sagemaker-role report`, `npx --yes cdk-sagemaker-execution-role trust`')).toEqual([
    'npx sagemaker-role', 'npx --yes cdk-sagemaker-execution-role',
  ]);
});
