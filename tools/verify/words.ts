import { join } from 'node:path';
import { checkPaths } from './words/check-paths';

const { status, lines } = checkPaths(join(__dirname, '../..'), process.argv.slice(2));
lines.forEach((line) => console.log(line));
process.exitCode = status;
