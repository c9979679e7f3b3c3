// `npm run mutation -- core/rules` changes src in small ways and runs the unit tests that reach each change. One that no test notices survives.
export default {
  mutate: ['src/core/**/*.ts', 'src/handler/**/*.ts'],
  plugins: ['./tools/verify/mutation/test-runner.mjs'],
  testRunner: 'circus',
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 20_000,
  // tools/verify/mutation.ts prints the score by room, and fails below 90.
  thresholds: { high: 95, low: 90, break: null },
  warnings: { slow: false },
  tempDirName: '.cache/mutation/sandbox',
  ignorePatterns: ['.cache', 'consumers', 'dist', 'lib', 'test-reports', 'coverage', 'cdk.out', 'docs/images'],
  reporters: ['clear-text', 'html', 'json', 'progress-append-only'],
  htmlReporter: { fileName: '.cache/mutation/report.html' },
  jsonReporter: { fileName: '.cache/mutation/report.json' },
  allowConsoleColors: false,
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: false },
};
