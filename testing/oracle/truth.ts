/** The truth of a statement about IAM. Undefined where AWS's documentation does not decide it. */
export type Truth = boolean | undefined;

export function and(all: readonly Truth[]): Truth {
  return all.includes(false) ? false : all.includes(undefined) ? undefined : true;
}

export function or(all: readonly Truth[]): Truth {
  return all.includes(true) ? true : all.includes(undefined) ? undefined : false;
}

export function not(one: Truth): Truth {
  return one === undefined ? undefined : !one;
}

const patterns = new Map<string, RegExp>();

/** Whether a pattern with `*` and `?` matches a text. */
export function glob(pattern: string, text: string): boolean {
  let expression = patterns.get(pattern);
  if (!expression) {
    const source = [...pattern].map((character) =>
      character === '*' ? '[^]*' : character === '?' ? '[^]' : character.replace(/[\\^$.|+()[\]{}]/, '\\$&')).join('');
    expression = new RegExp(`^${source}$`);
    patterns.set(pattern, expression);
  }
  return expression.test(text);
}
