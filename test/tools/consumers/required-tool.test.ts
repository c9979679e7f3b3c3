import { isOlder, requireTools, versionIn } from '../../../tools/verify/consumers/required-tool';

test.each([
  ['javac 17.0.15', '17.0.15'],
  ['go version go1.26.8 linux/amd64', '1.26.8'],
  ['Apache Maven 3.8.7\nMaven home: /usr/share/maven', '3.8.7'],
  ['\u001b[1mApache Maven 3.8.7\u001b[m', '3.8.7'],
  ['Python 3.11.7', '3.11.7'],
  ['none', undefined],
])('the version in %j is %s', (text, version) => {
  expect(versionIn(text)).toBe(version);
});

test.each([
  ['3.9', '3.10', true],
  ['3.10', '3.10', false],
  ['3.10.1', '3.10', false],
  ['17', '17.0.1', true],
  ['2', '1.25', false],
  ['1.25.3', '1.26', true],
])('%s is older than %s: %s', (version, other, older) => {
  expect(isOlder(version, other)).toBe(older);
});

test('names the tools that are missing or too old', () => {
  expect(() => requireTools([
    { name: 'Go', command: ['no-such-program', 'version'], least: '1.25' },
    { name: 'Node', command: [process.execPath, '--version'], least: '999' },
  ])).toThrow(`Go is missing: 'no-such-program version' does not run; install Go 1.25 or newer\nNode ${process.versions.node} is too old: install Node 999 or newer`);
});

test('accepts a tool that is new enough', () => {
  expect(() => requireTools([{ name: 'Node', command: [process.execPath, '--version'], least: '20' }])).not.toThrow();
});
