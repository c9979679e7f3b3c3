import { join } from 'node:path';

export const PROJECT = join(__dirname, '../../..');

/** The apps, a folder for each language. */
export const CONSUMERS = join(PROJECT, 'consumers');

/** Everything that is built, installed and downloaded for them. */
export const CACHE = join(PROJECT, '.cache/consumers');

/** The library as npm packs it. */
export const TARBALL = join(CACHE, 'npm/cdk-sagemaker-execution-role.tgz');

/** The wheel, the jar and the Go module, a folder for each language. */
export const PACKAGES = join(CACHE, 'packages');
