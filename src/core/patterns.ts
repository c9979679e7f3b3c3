/** Whether a pattern with `*` matches a value; a `*` of the value is a character like any other. */
export function patternMatches(pattern: string, value: string): boolean {
  if (pattern === value || pattern === '*') {
    return true;
  }
  const wildcard = pattern.indexOf('*');
  if (wildcard < 0 || !value.startsWith(pattern.slice(0, wildcard))) {
    return false;
  }
  const expression = pattern.split('*').map((literal) => literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*');
  return new RegExp(`^${expression}$`).test(value);
}
