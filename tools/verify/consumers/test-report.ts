/** How many tests there were, and how many of them failed. */
export interface Counts {
  readonly tests: number;
  readonly failed: number;
}

/** One JUnit report from the reports of a test runner, without skipped tests. */
export function mergedReport(name: string, reports: readonly string[]): string {
  const cases = reports.flatMap((report) => [...report.matchAll(/<testcase\b[^>]*?(\/>|>[\s\S]*?<\/testcase>)/g)].map(([element]) => element))
    .filter((element) => !element.includes('<skipped'));
  const { tests, failed } = counts(cases.join('\n'));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites tests="${tests}" failures="${failed}" errors="0">`,
    `<testsuite name="${name}" tests="${tests}" failures="${failed}" errors="0">`,
    ...cases,
    '</testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

/** The counts of a report. A failed test counts once. */
export function counts(report: string): Counts {
  return { tests: report.match(/<testcase\b/g)?.length ?? 0, failed: report.match(/<(failure|error)\b/g)?.length ?? 0 };
}

interface GoEvent {
  readonly Action: string;
  readonly Test?: string;
  readonly Output?: string;
}

/** Converts the output of `go test -json` into a JUnit report. A test with subtests counts only if it fails by itself. */
export function goReport(printed: string): string {
  const events = printed.split('\n').filter((line) => line.startsWith('{')).map((line): GoEvent => JSON.parse(line));
  const outputOf = (test: string | undefined) => events.filter(({ Action, Test }) => Action === 'output' && Test === test).map(({ Output }) => Output).join('');
  const ended = events.filter(({ Action, Test }) => Test !== undefined && (Action === 'pass' || Action === 'fail'));
  const failedBelow = (test: string) => ended.some(({ Action, Test }) => Action === 'fail' && Test!.startsWith(`${test}/`));
  const hasSubtests = (test: string) => ended.some(({ Test }) => Test!.startsWith(`${test}/`));
  const cases = ended
    .filter(({ Action, Test }) => !hasSubtests(Test!) || (Action === 'fail' && !failedBelow(Test!)))
    .map(({ Action, Test }) => caseElement(Test!, Action === 'fail' ? outputOf(Test) : undefined));
  const failedAsAWhole = cases.every((element) => element.endsWith('/>')) && events.some(({ Action, Test }) => Action === 'fail' && Test === undefined);
  return [...cases, ...failedAsAWhole ? [caseElement('package', outputOf(undefined))] : []].join('\n');
}

function caseElement(name: string, failure: string | undefined): string {
  return failure === undefined ? `<testcase name="${escaped(name)}"/>` : `<testcase name="${escaped(name)}"><failure>${escaped(failure)}</failure></testcase>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/[^\t\n\r\x20-\uFFFD]/g, '');
}
