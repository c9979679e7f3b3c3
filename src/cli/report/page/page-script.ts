/**
 * The page's only script. It reads its input from attributes, so it never contains a text of a template. Without the script, the page shows
 * everything.
 */
export const PAGE_SCRIPT = `'use strict';
(() => {
  const byId = (id) => document.getElementById(id);
  const filters = byId('filters');
  if (!filters) return;
  const text = byId('text'), service = byId('service'), level = byId('level'), changes = byId('changes');

  const roles = Array.from(document.querySelectorAll('article'), (article) => ({
    article,
    row: byId(article.id.replace('role', 'row')),
    text: article.dataset.text.toLowerCase(),
    changed: 'changed' in article.dataset,
    shown: article.querySelector('h4 span'),
    statements: Array.from(article.querySelectorAll(':scope > details'), (details) => ({
      details,
      changed: 'changed' in details.dataset,
      uses: Array.from(details.querySelectorAll('[data-service]'), ({ dataset }) =>
        ({ service: dataset.service, levels: dataset.levels === '' ? undefined : dataset.levels.split('|') })),
    })),
  }));
  const total = roles.reduce((sum, { statements }) => sum + statements.length, 0);
  const grouped = (count) => String(count).replace(/\\B(?=(\\d{3})+$)/g, ',');
  const counted = (shown, all, one) => (shown === all ? '' : grouped(shown) + ' of ') + grouped(all) + ' ' + one + (all === 1 ? '' : 's');

  // A statement must use one service at the selected level, not the service and the level separately. An unknown action can have any level.
  const matches = (statement) => (!changes?.checked || statement.changed)
    && (!service.value && !level.value || statement.uses.some((use) =>
      (!service.value || use.service === service.value || use.service === '*') && (!level.value || (use.levels?.includes(level.value) ?? true))));

  let announcement;
  const announce = (words) => {
    clearTimeout(announcement);
    // While you type, a screen reader announces only the last count.
    announcement = setTimeout(() => { byId('count').textContent = words; }, 150);
  };

  const apply = () => {
    const words = text.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const byStatement = service.value !== '' || level.value !== '';
    let shownRoles = 0, shownStatements = 0;
    for (const role of roles) {
      const found = words.every((word) => role.text.includes(word)) && (!changes?.checked || role.changed);
      const shown = found ? role.statements.filter(matches) : [];
      const visible = found && (!byStatement || shown.length > 0);
      role.article.hidden = role.row.hidden = !visible;
      if (!visible) continue;
      const chosen = new Set(shown);
      for (const statement of role.statements) statement.details.hidden = !chosen.has(statement);
      role.shown.textContent = shown.length === role.statements.length ? '' : shown.length + ' shown';
      shownRoles += 1;
      shownStatements += shown.length;
    }
    byId('none').hidden = shownRoles > 0;
    announce(shownRoles === 0 ? 'No role matches' : counted(shownRoles, roles.length, 'role') + ', ' + counted(shownStatements, total, 'statement'));
  };

  const open = byId('open');
  const openAll = (isOpen) => {
    for (const { statements } of roles) for (const { details } of statements) details.open = isOpen;
    open.textContent = isOpen ? 'Close all statements' : 'Open all statements';
  };
  let allOpen = false;
  open.addEventListener('click', () => openAll(allOpen = !allOpen));

  byId('clear').addEventListener('click', () => {
    text.value = service.value = level.value = '';
    if (changes) changes.checked = false;
    apply();
    text.focus();
  });
  for (const control of [text, service, level, changes]) control?.addEventListener('input', apply);

  // On paper, all statements are open.
  let closed = [];
  addEventListener('beforeprint', () => {
    closed = Array.from(document.querySelectorAll('details:not([open])'));
    for (const details of closed) details.open = true;
  });
  addEventListener('afterprint', () => { for (const details of closed) details.open = false; });

  filters.hidden = false;
  // A browser that returns to the page keeps the filters.
  apply();
})();
`;
