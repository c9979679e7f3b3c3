// Compiles a test's TypeScript without type-checking it: `npm test` runs tsc once for all files, which is faster than a type-check in every worker.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { transformSync, version } = require('esbuild');

const OPTIONS = {
  loader: 'ts',
  format: 'cjs',
  target: 'node20',
  sourcemap: 'external',
  // Jest cannot load an ES module at run time, so `import()` becomes `require()`.
  supported: { 'dynamic-import': false },
};
const SETTINGS = [version, JSON.stringify(OPTIONS), readFileSync(__filename, 'utf8')].join('\0');

module.exports = {
  process: (source, path) => {
    const { code, map } = transformSync(source, { ...OPTIONS, sourcefile: path });
    return { code, map };
  },
  getCacheKey: (source, path) => createHash('sha256').update([SETTINGS, path, source].join('\0')).digest('hex'),
};
