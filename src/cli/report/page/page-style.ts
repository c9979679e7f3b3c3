/** The page's only style: system fonts, two colour schemes, a phone, and paper. Every pair of colours has a contrast of at least 4.5. */
export const PAGE_STYLE = `
:root {
  color-scheme: light;
  --back: #fff; --panel: #f5f7f9; --text: #1b2128; --quiet: #55606b; --line: #d5dbe1; --rail: #e3e8ed; --link: #0a58a6; --fill: #3d78b5;
  --wide: #744500; --wide-back: #fff1d0; --bad: #9f1728; --bad-back: #ffe8ea; --good: #0f5f2c; --good-back: #dcf5e3; --new: #0b4b93; --new-back: #e0eefc;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark;
    --back: #101418; --panel: #181d23; --text: #e3e7eb; --quiet: #9ca7b2; --line: #303942; --rail: #29313a; --link: #84bdf8; --fill: #5b9bd9;
    --wide: #f0c472; --wide-back: #3a2d10; --bad: #ffaaad; --bad-back: #47191d; --good: #86dba0; --good-back: #12351f; --new: #9fcbfb; --new-back: #14304e;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  max-width: 74rem; margin: 0 auto; padding: 1.5rem 1.5rem 4rem; background: var(--back); color: var(--text);
  font: 0.9375rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere;
}
[hidden] { display: none !important; }
h1, h2, h3, h4, p, dl, dd, ul, figure { margin: 0; padding: 0; }
ul { list-style: none; }
h1 { font-size: 1.625rem; line-height: 1.25; letter-spacing: -0.01em; }
h2 { font-size: 1.125rem; margin: 2rem 0 0.75rem; }
h3 { font-size: 1.0625rem; line-height: 1.4; }
h4 { font-size: 0.9375rem; margin: 1.25rem 0 0.25rem; }
code { font: 0.8125rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
code b { font-weight: 600; color: var(--wide); background: var(--wide-back); border-radius: 2px; }
a { color: var(--link); text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.quiet { color: var(--quiet); font-weight: 400; }
header p { color: var(--quiet); margin-top: 0.25rem; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }

.mark { display: inline-block; padding: 0 0.4rem; border: 1px solid var(--line); border-radius: 4px; font: 500 0.75rem/1.25rem system-ui, sans-serif; color: var(--quiet); }
.mark.wide { color: var(--wide); background: var(--wide-back); border-color: transparent; }
.mark.deny, .mark.removed { color: var(--bad); background: var(--bad-back); border-color: transparent; }
.mark.added { color: var(--good); background: var(--good-back); border-color: transparent; }
.mark.changed { color: var(--new); background: var(--new-back); border-color: transparent; }

.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: 1rem 1.5rem; }
.figures dt { font-weight: 600; }
.figures .figure { display: block; font-size: 1.75rem; line-height: 1.2; }
.figures .quiet { font-size: 0.8125rem; line-height: 1.4; display: block; }
.figure { font-variant-numeric: tabular-nums; font-weight: 600; }
.notes { margin-top: 1.25rem; padding: 0.75rem 1rem; background: var(--panel); border-radius: 6px; }
.notes h3 { font-size: 0.9375rem; }

#filters {
  display: flex; flex-wrap: wrap; align-items: end; gap: 0.5rem 0.75rem; margin: 1.75rem -0.75rem 0; padding: 0.625rem 0.75rem;
  background: var(--panel); border: 1px solid var(--line); border-radius: 8px;
}
#filters > div:first-child { flex: 1 1 12rem; }
#filters label { display: block; font-size: 0.8125rem; color: var(--quiet); }
#filters input[type=search] { width: 100%; }
#filters input[type=search], select, button {
  font: inherit; color: inherit; background: var(--back); min-height: 2rem; padding: 0.125rem 0.5rem; border: 1px solid var(--quiet); border-radius: 5px; max-width: 100%;
}
#filters select { max-width: 13rem; }
#filters ::placeholder { color: var(--quiet); opacity: 1; }
#filters .check { display: flex; align-items: center; gap: 0.375rem; min-height: 2rem; }
#filters .check label { color: inherit; }
button { white-space: nowrap; }
#filters .buttons { display: flex; flex-wrap: wrap; gap: 0.5rem; }
#count { flex-basis: 100%; font-size: 0.8125rem; color: var(--quiet); }
@media (min-width: 70rem) and (min-height: 36rem) {
  #filters { position: sticky; top: 0; z-index: 1; }
  html { scroll-padding-top: 7rem; }
}

table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; vertical-align: baseline; padding: 0.375rem 1rem 0.375rem 0; border-top: 1px solid var(--line); font-weight: 400; }
thead th { border-top: 0; font-size: 0.8125rem; color: var(--quiet); }
th:last-child, td:last-child { padding-right: 0; }
td .mark { margin-bottom: 0.125rem; }
.count { display: inline-block; min-width: 3.5em; text-align: right; font-variant-numeric: tabular-nums; }
.bar { vertical-align: 0.05em; border-radius: 2px; fill: var(--rail); }
.bar .fill { fill: var(--fill); }
.bar .over { fill: var(--bad); }
td:has(.bar), thead th { white-space: nowrap; }
td:nth-child(3) { min-width: 7rem; }
tbody th { width: 32%; }

article {
  margin-bottom: 1.25rem; padding: 1rem 1.25rem 1.25rem; border: 1px solid var(--line); border-radius: 8px;
  content-visibility: auto; contain-intrinsic-size: auto 60rem;
}
article > p { margin-top: 0.125rem; }
dl > div { display: grid; grid-template-columns: 11rem 1fr; gap: 0 1rem; padding: 0.125rem 0; }
.figures > div { display: block; padding: 0; }
article > dl { margin-top: 0.5rem; }
dt { color: var(--quiet); }
dd { min-width: 0; }
.lines .lines { padding-left: 1rem; }
.lines .quiet { font-size: 0.8125rem; }

figure { margin-top: 1rem; }
.picture { overflow-x: auto; padding: 0.25rem 0; }
.picture svg { display: block; font: 0.8125rem system-ui, sans-serif; fill: var(--text); }
.picture path { fill: none; stroke: var(--line); stroke-width: 1.5; }
.picture rect { fill: var(--panel); stroke: var(--line); }
.picture .origin { stroke: var(--fill); stroke-width: 1.5; }
.picture rect.wide { fill: var(--wide-back); stroke: var(--wide); }
.picture .service { font-weight: 600; }
.picture .levels { font-size: 0.6875rem; fill: var(--quiet); }
.picture .scope { font: 0.75rem ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
.picture text.wide { fill: var(--wide); font-weight: 600; }
.picture .added { fill: var(--good); font-weight: 600; }
figcaption { font-size: 0.8125rem; color: var(--quiet); }

details { border-top: 1px solid var(--line); }
summary { padding: 0.375rem 0 0.375rem 1.25rem; cursor: pointer; list-style: none; position: relative; }
summary::-webkit-details-marker { display: none; }
summary::before {
  content: ""; position: absolute; left: 0.25rem; top: 0.8rem; width: 0.4rem; height: 0.4rem; border: solid var(--quiet); border-width: 0 1.5px 1.5px 0;
  transform: rotate(-45deg); transition: transform 120ms;
}
details[open] > summary::before { transform: rotate(45deg); }
summary:hover { background: var(--panel); }
summary .name { font-weight: 600; margin-right: 0.5rem; }
summary ul { display: flex; flex-wrap: wrap; gap: 0 1.25rem; font-size: 0.8125rem; }
details.gone .name { text-decoration: line-through; }
details > dl { padding: 0.25rem 0 0.75rem 1.25rem; font-size: 0.875rem; }
.actions .lines { columns: 18rem; column-gap: 1.5rem; }
.actions + .actions { margin-top: 0.375rem; }

@media (max-width: 44rem) {
  body { padding: 1rem 1rem 3rem; }
  #filters { margin-inline: 0; }
  #filters > div { flex: 1 1 8rem; }
  #filters select { width: 100%; max-width: 100%; }
  #filters .buttons, #filters .check { flex-basis: 100%; }
  thead, tbody td:nth-child(2), tbody td:nth-child(3), td:empty { display: none; }
  tr { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.75rem; padding: 0.375rem 0; border-top: 1px solid var(--line); }
  tr th { flex-basis: 100%; }
  th, td { border: 0; padding: 0; }
  .count { text-align: left; }
  article { padding: 0.875rem 0.875rem 1rem; }
  dl > div { grid-template-columns: 1fr; }
  dl:not(.figures) > div + div { margin-top: 0.25rem; }
  .figures { grid-template-columns: 1fr 1fr; }
  details > dl { padding-left: 0; }
}
@media (prefers-reduced-motion: reduce) { summary::before { transition: none; } }
@media (forced-colors: active) { .mark { border-color: currentColor; } .bar .fill { fill: Highlight; } }
@media print {
  body { max-width: none; padding: 0; font-size: 9pt; }
  #filters, .skip { display: none; }
  article { content-visibility: visible; border: 0; border-top: 2px solid var(--line); border-radius: 0; padding: 0.5rem 0; }
  details { break-inside: avoid; }
  details::details-content { content-visibility: visible; display: block; }
  .picture { overflow: visible; }
  .picture svg { max-width: 100%; height: auto; }
  h3, h4 { break-after: avoid; }
}
`;
