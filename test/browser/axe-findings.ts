import { readFileSync } from 'fs';
import { Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/**
 * The rules that a page breaks, and the texts whose contrast axe can't compute. It never can in a picture: test/cli/report/page/page.test.ts
 * computes the contrast of every pair of colours. Axe ignores everything out of view, so the view must be high enough.
 */
export async function findings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(`axe.run(document, { resultTypes: ['violations', 'incomplete'] }).then(({ violations, incomplete }) =>
    [...violations, ...incomplete.filter(({ id }) => id === 'color-contrast')]
      .flatMap(({ id, nodes }) => nodes.filter(({ html }) => id !== 'color-contrast' || !html.startsWith('<text'))
        .map(({ html, failureSummary }) => id + ': ' + html + failureSummary)))`);
}
