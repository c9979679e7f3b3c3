/** Prints rows with aligned columns, under headings. Numbers are aligned to the right. */
export function printTable(headings: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const widths = headings.map((heading, column) => Math.max(heading.length, ...rows.map((row) => String(row[column]).length)));
  for (const row of [headings, widths.map((width) => '─'.repeat(width)), ...rows]) {
    console.log(`  ${row.map((cell, column) => typeof cell === 'number'
      ? String(cell).padStart(widths[column]) : cell.padEnd(widths[column])).join('  ').trimEnd()}`);
  }
}
