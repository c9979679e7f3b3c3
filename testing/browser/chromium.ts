import { existsSync } from 'fs';
import { Browser, chromium } from 'playwright-core';

/** Debian's Chromium, because playwright-core has no browser. */
export const CHROMIUM = '/usr/bin/chromium';

/** Starts a headless browser with a temporary profile. It sends no requests by itself. */
export function launchChromium(): Promise<Browser> {
  if (!existsSync(CHROMIUM)) {
    throw new Error(`can't find ${CHROMIUM}: run \`npx projen browser\`, or install Debian's package chromium`);
  }
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
      '--disable-sync',
    ],
  });
}
