// The tests that `npm run mutation` repeats for each mutant: those of the core and of the function, without the slow ones.
const quick = require('./quick.config.cjs');

module.exports = {
  ...quick,
  testMatch: ['<rootDir>/test/core/**/*.test.ts', '<rootDir>/test/handler/**/*.test.ts', '<rootDir>/test/*.test.ts'],
  testPathIgnorePatterns: [
    ...quick.testPathIgnorePatterns,
    // Thousands of answers of the offline IAM engine: too slow for each mutant.
    '<rootDir>/test/core/question/grants-are-questions.test.ts',
    '<rootDir>/test/handler/(bundle|crowd|faults|generated-events|life-cycle).test.ts',
    // These read the source as text, or documents.
    '<rootDir>/test/(layering|readme).test.ts',
  ],
  // Tests of the function talk to a local server.
  setupFiles: [],
};
