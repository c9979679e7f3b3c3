'use strict';

// Prints how long the modules load that are given, and how long the package then does: node import.cjs <file…>
const assert = require('node:assert');

const base = timeOfLoading(process.argv.slice(2));
const before = new Set(Object.keys(require.cache));
const own = timeOfLoading(['../../lib']);
const others = Object.keys(require.cache).filter((file) => !before.has(file) && file.includes('node_modules'));
assert.deepStrictEqual(others, [], 'the package loads modules of others that were not given');
process.stdout.write(JSON.stringify({ base, own }));

function timeOfLoading(modules) {
  const start = performance.now();
  modules.forEach((module) => require(module));
  return performance.now() - start;
}
