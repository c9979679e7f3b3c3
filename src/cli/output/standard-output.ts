/** Writes to standard output, until it is written or whoever reads it has read enough. */
export function writeStandardOutput(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}
