import { createHash } from 'crypto';
import { Html, html, inlineElement } from './html';
import { PAGE_SCRIPT } from './page-script';
import { PAGE_STYLE } from './page-style';
import { filterBar } from './section/filter-bar';
import { overviewTable } from './section/overview-table';
import { roleSection } from './section/role-section';
import { summarySection } from './section/summary-section';
import { counted } from './words';
import type { Report } from '../../../core/review/report';

/** One page that contains the whole report and loads nothing. The same report gives the same bytes. */
export function renderPage(report: Report): string {
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Execution roles: ${counted(report.roles.length, 'role')} of ${counted(report.stacks.length, 'stack')}</title>
${inlineElement('style', PAGE_STYLE)}
</head>
<body>
<a class="skip" href="#roles">Skip to the roles</a>
<header><h1>Execution roles</h1><p>All roles that SageMaker, Bedrock or EventBridge Scheduler can assume, in ${stacks(report)}</p></header>
<main>
${summarySection(report)}${report.roles.length > 0 ? roles(report) : html`<p>These templates have no such role.</p>`}</main>
${inlineElement('script', PAGE_SCRIPT)}
</body>
</html>
`.toString();
}

/** Allows only the page's own style and script, so that nothing in a template can run or load anything. */
function contentSecurityPolicy(): string {
  return [
    "default-src 'none'", `script-src ${hashSource(PAGE_SCRIPT)}`, `style-src ${hashSource(PAGE_STYLE)}`, "base-uri 'none'", "form-action 'none'",
  ].join('; ');
}

function hashSource(content: string): string {
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
}

const FEW_STACKS = 3;

function stacks({ stacks: names, compared }: Report): Html {
  const words = names.length > FEW_STACKS ? counted(names.length, 'stack') : names.join(', ') || 'no stack';
  return html`${words}${compared && ', compared with an earlier state'}.`;
}

function roles(report: Report): Html {
  return html`${filterBar(report)}
<section aria-labelledby="overview"><h2 id="overview">Overview</h2>
${overviewTable(report)}<p id="none" hidden>No role matches the filters.</p></section>
<section aria-labelledby="roles"><h2 id="roles" tabindex="-1">Roles</h2>
${report.roles.map((role, index) => roleSection(role, index, report))}</section>
`;
}
