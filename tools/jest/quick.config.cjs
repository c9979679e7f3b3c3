// The quick loop (`npm run test:quick`): unit tests of the pure core and of the constructs.
const { join } = require('node:path');
const { jest: all } = require('../../package.json');

module.exports = {
  ...all,
  rootDir: join(__dirname, '../..'),
  testMatch: [
    '<rootDir>/test/core/**/*.test.ts',
    '<rootDir>/test/private/**/*.test.ts',
    '<rootDir>/test/*.test.ts',
  ],
  // These run `npm pack`, or synthesize hundreds of roles.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/(package|limits).test.ts'],
  setupFiles: ['<rootDir>/tools/jest/forbid-processes.cjs'],
  reporters: ['default'],
};
