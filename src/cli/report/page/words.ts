/** `1 role`, `2 roles`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** `18,012`. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `a and 2 more`. */
export function firstOf(words: readonly string[]): string {
  return words.length > 1 ? `${words[0]} and ${words.length - 1} more` : words[0] ?? 'none';
}
