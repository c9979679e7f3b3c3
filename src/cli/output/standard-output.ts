/** Writes to standard output, until it is written or the reader has closed the stream. */
export function writeStandardOutput(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}
