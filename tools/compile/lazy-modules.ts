import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { lazyModule } from './lazy-module';

const LIB = join(__dirname, '..', '..', 'lib');

// aws-cdk-lib makes its own modules lazy like this, but publishes no tool for it, and neither jsii nor TypeScript can emit such code.
for (const path of readdirSync(LIB, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'))) {
  const file = join(LIB, path);
  const exportsOf = (required: string) => Object.keys(createRequire(file)(required));
  writeFileSync(file, lazyModule(readFileSync(file, 'utf8'), exportsOf));
}
