/** A name of a file or a resource as one line that is safe on a terminal, whatever characters it has. */
export function quotedName(name: string): string {
  return `'${JSON.stringify(name).slice(1, -1)}'`;
}
