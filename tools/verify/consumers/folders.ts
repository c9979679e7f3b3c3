import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const PROJECT = join(__dirname, '../../..');

/** The apps, a folder for each language. */
export const CONSUMERS = join(PROJECT, 'consumers');

/** Everything that is built and downloaded for them. */
export const CACHE = join(PROJECT, '.cache/consumers');

/** The folder where the apps are installed. It is outside of the project, so that they find nothing of it by chance. */
export const FRESH = join(tmpdir(), `consumers-${randomUUID()}`);

/** The apps in their fresh folders. */
export function freshApp(language: string): string {
  return join(FRESH, 'consumers', language);
}

/** The folder where the other apps find the templates of the TypeScript app. */
export const SYNTHESIZED = freshApp('synthesized');
