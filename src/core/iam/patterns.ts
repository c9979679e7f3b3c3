/** Whether a pattern with `*` matches a value. A `*` in the value is an ordinary character. */
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

/**
 * Whether a pattern with IAM's wildcards, `*` and `?`, matches a text.
 *
 * It takes at most pattern length × text length steps. A regular expression of the same pattern can take exponentially many.
 */
export function wildcardMatch(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let position = 0; position < text.length;) {
    if (pattern[at] === '*') {
      star = at++;
      resume = position;
    } else if (pattern[at] === '?' || pattern[at] === text[position]) {
      at++;
      position++;
    } else if (star >= 0) {
      at = star + 1;
      position = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') {
    at++;
  }
  return at === pattern.length;
}

export function hasWildcard(pattern: string): boolean {
  return /[*?]/.test(pattern);
}
