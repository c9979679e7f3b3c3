/** Values as a message lists them: a, b or c. */
export function listedWithOr(values: readonly string[]): string {
  return values.join(', ').replace(/, ([^,]*)$/, ' or $1');
}
