import { existsSync } from 'fs';
import { Browser, chromium } from 'playwright-core';

/** Debian's own: playwright-core brings none, and downloads none. */
export const CHROMIUM = '/usr/bin/chromium';

/** Headless, with a profile of its own that ends with it, and silent: it asks no server for anything of its own. */
export function launchChromium(): Promise<Browser> {
  if (!existsSync(CHROMIUM)) {
    throw new Error(`there is no ${CHROMIUM}: run it with \`npx projen browser\`, or install Debian's package chromium`);
  }
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
      '--disable-sync',
    ],
  });
}
