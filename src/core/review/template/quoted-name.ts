/** A name of a file or a resource as one line. It is safe on a terminal even if it contains control characters. */
export function quotedName(name: string): string {
  return `'${JSON.stringify(name).slice(1, -1)}'`;
}
