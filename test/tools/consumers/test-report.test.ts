import { counts, goReport, mergedReport } from '../../../tools/verify/consumers/test-report';

const SUREFIRE = `<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="TemplateTest" tests="2" errors="0" failures="1">
  <testcase name="resources" time="1"/>
  <testcase name="roles" time="1">
    <failure message="expected: &lt;4&gt;">trace</failure>
  </testcase>
</testsuite>`;

const PYTEST = '<testsuites><testsuite tests="2" errors="1"><testcase name="a"></testcase><testcase name="b"><error message="x">y</error></testcase></testsuite></testsuites>';

const event = (Action: string, Test?: string, Output?: string) => JSON.stringify({ Action, Test, Output });

test('the reports of several runs become one that counts the tests of all', () => {
  expect(mergedReport('java', [SUREFIRE, PYTEST])).toContain('<testsuites tests="4" failures="2" errors="0">\n<testsuite name="java" tests="4" failures="2" errors="0">');
});

test('a failure keeps what it says', () => {
  expect(mergedReport('java', [SUREFIRE])).toContain('<failure message="expected: &lt;4&gt;">trace</failure>');
});

test('a test that was skipped is not counted', () => {
  expect(counts(mergedReport('python', ['<testcase name="a"/><testcase name="b"><skipped message="nothing to run"/></testcase>']))).toEqual({ tests: 1, failed: 0 });
});

test('a report without a test counts none', () => {
  expect(counts(mergedReport('java', []))).toEqual({ tests: 0, failed: 0 });
});

test('counts the subtests of a Go test, but not the test itself', () => {
  expect(goReport([event('pass', 'T/one'), event('output', 'T/two', 'expected <1>\n'), event('fail', 'T/two'), event('fail', 'T'), event('fail')].join('\n')))
    .toBe('<testcase name="T/one"/>\n<testcase name="T/two"><failure>expected &lt;1&gt;\n</failure></testcase>');
});

test('a test of Go that fails beside its subtests is counted', () => {
  expect(goReport([event('pass', 'T/one'), event('output', 'T', 'names differ'), event('fail', 'T'), event('fail')].join('\n')))
    .toBe('<testcase name="T/one"/>\n<testcase name="T"><failure>names differ</failure></testcase>');
});

test('a package of Go that does not compile is a failure', () => {
  expect(counts(goReport(['# roles-app', event('output', undefined, 'undefined: x\n'), event('fail')].join('\n')))).toEqual({ tests: 1, failed: 1 });
});
