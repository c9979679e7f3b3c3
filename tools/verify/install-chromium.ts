import { execFileSync } from 'child_process';
import { existsSync } from 'fs';
import { CHROMIUM } from '../../testing/browser/chromium';

/** The tests in a browser need Debian's Chromium; who may install it need not know. */
function installChromium(): void {
  if (existsSync(CHROMIUM)) {
    return;
  }
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    console.error(`there is no ${CHROMIUM}: install Debian's package chromium, or run this as root of a Debian`);
    process.exitCode = 1;
    return;
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const words of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    execFileSync('apt-get', words, { stdio: ['ignore', 'ignore', 'inherit'], env });
  }
}

installChromium();
