// `npm run mutation` changes src/core and src/handler in small ways and runs the unit tests: a change that no test notices survives.
// One file takes minutes: `npm run mutation -- --mutate src/handler/response.ts`. All files are for `npm run nightly`.
export default {
  mutate: ['src/core/**/*.ts', 'src/handler/**/*.ts'],
  plugins: ['@stryker-mutator/jest-runner'],
  testRunner: 'jest',
  jest: { projectType: 'custom', configFile: 'tools/jest/mutation.config.cjs', enableFindRelatedTests: true },
  coverageAnalysis: 'perTest',
  // A mutant of a value that is computed when a file is loaded needs a new process for each test file.
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 10_000,
  thresholds: { high: 95, low: 90, break: 90 },
  tempDirName: '.cache/mutation/sandbox',
  ignorePatterns: ['consumers', 'dist', 'lib', 'docs', 'test-reports', 'coverage', 'cdk.out'],
  reporters: ['clear-text', 'progress', 'html', 'json'],
  htmlReporter: { fileName: '.cache/mutation/report.html' },
  jsonReporter: { fileName: '.cache/mutation/report.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
};
