import { readFileSync } from 'fs';
import { Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/**
 * The rules that a page breaks, and where axe could not tell the contrast. It never can in a picture: test/cli/report/page/page.test.ts computes
 * that of every pair of colours. What is out of view is not laid out, and not looked at: the view has to be high enough.
 */
export async function findings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(`axe.run(document, { resultTypes: ['violations', 'incomplete'] }).then(({ violations, incomplete }) =>
    [...violations, ...incomplete.filter(({ id }) => id === 'color-contrast')]
      .flatMap(({ id, nodes }) => nodes.filter(({ html }) => id !== 'color-contrast' || !html.startsWith('<text'))
        .map(({ html, failureSummary }) => id + ': ' + html + failureSummary)))`);
}
