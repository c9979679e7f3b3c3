/** Whether a pattern with `*` matches a value; a `*` of the value is a character like any other. */
export function patternMatches(pattern: string, value: string): boolean {
  if (pattern === value || pattern === '*') {
    return true;
  }
  if (!pattern.includes('*')) {
    return false;
  }
  const expression = pattern.split('*').map((literal) => literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*');
  return new RegExp(`^${expression}$`).test(value);
}
