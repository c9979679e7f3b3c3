'use strict';

// Prints the modules of others that the package loads, and those that it has loaded once it has used what it names.
const { readFileSync } = require('node:fs');

require('../../lib');
const loaded = modulesOfOthers();
// aws-cdk-lib loads a class when it is first named.
Object.keys(require.cache).filter((file) => !isOthers(file) && file.endsWith('.js')).forEach(useWhatIsNamed);
process.stdout.write(JSON.stringify({ loaded, used: modulesOfOthers() }));

function useWhatIsNamed(file) {
  const code = readFileSync(file, 'utf8');
  for (const [, name, specifier] of code.matchAll(/^const (\w+) = (?:__importStar\()?require\("(aws-cdk-lib[^"]*|constructs)"\)/gm)) {
    for (const [, member] of code.matchAll(new RegExp(`\\b${name}\\.(\\w+)`, 'g'))) {
      void require(specifier)[member];
    }
  }
}

function modulesOfOthers() {
  return Object.keys(require.cache).filter(isOthers);
}

function isOthers(file) {
  return file.includes('node_modules');
}
