/** A heading's anchor, as GitHub makes it. */
export function anchorOf(heading: string): string {
  return heading.toLowerCase().replace(/[^\p{L}\p{N}_ -]/gu, '').replaceAll(' ', '-');
}

export function linkTo(heading: string, text = heading): string {
  return `[${text}](#${anchorOf(heading)})`;
}

export function code(text: string): string {
  return `\`${text}\``;
}

export function codeList(texts: readonly string[]): string {
  return texts.map(code).join(', ');
}

/** @param alignment one of `---`, `---:` for each column */
export function table(header: readonly string[], rows: readonly (readonly string[])[], alignment = header.map(() => '---')): string {
  return [header, alignment, ...rows].map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`).join('\n');
}

/** A link with the name of the AWS page and its section, or the name of a role of the SageMaker Python SDK. */
function sourceLink(source: string): string {
  if (!source.startsWith('https://')) {
    return source;
  }
  const { pathname, hash } = new URL(source);
  const page = pathname.split('/').at(-1)!.replace(/\.html$/, '');
  // Many anchors begin with the name of their page.
  const part = hash.replace(/^#/, '').replace(new RegExp(`^${page}-?`), '');
  return `[${page}${part ? `, ${part}` : ''}](${source})`;
}

export function sourceLinks(sources: readonly string[]): string {
  return sources.map(sourceLink).join(' · ');
}
