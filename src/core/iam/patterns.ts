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

/**
 * Whether an ARN exists that two patterns match. A `*` of the second one stands for any text without a colon.
 *
 * It takes at most one pattern's length × the other's steps.
 */
export function patternsOverlap(pattern: string, arns: string): boolean {
  // `reached[j]`: the part of `pattern` so far and the first j characters of `arns` share a text.
  const leadingStars = /^\**/.exec(arns)![0].length;
  let reached = Array.from({ length: arns.length + 1 }, (_, j) => j <= leadingStars);
  for (const own of pattern) {
    const next = [own === '*' && reached[0]];
    for (let j = 1; j <= arns.length; j++) {
      const theirs = arns[j - 1];
      next[j] = own === '*' ? reached[j] || next[j - 1]
        : theirs === '*' ? next[j - 1] || own !== ':' && reached[j]
          : (own === theirs || own === '?') && reached[j - 1];
    }
    reached = next;
  }
  return reached[arns.length];
}
