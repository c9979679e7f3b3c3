/** The values of a document by their paths, such as `Resources.Role.Properties.Path`. */
export type Leaves = ReadonlyMap<string, string>;

/** The leaves of a template. An empty list or object is a leaf. */
export function leavesOf(value: unknown, path = ''): Leaves {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) {
    return new Map([[path, JSON.stringify(value)]]);
  }
  return new Map(Object.entries(value).flatMap(([key, member]) => [...leavesOf(member, path === '' ? key : `${path}.${key}`)]));
}

/** The leaves of a snapshot. Jest writes one value per line, indents each level by two spaces, and quotes the keys. */
export function leavesOfSnapshot(text: string): Leaves {
  const leaves = new Map<string, string>();
  const open: { path: string; members: number }[] = [];
  for (const line of text.split('\n').map((one) => one.trim()).filter(Boolean)) {
    if (/^[}\]],?$/.test(line)) {
      open.pop();
      continue;
    }
    const [, key, value] = /^(?:"([^"]*)": )?(.*?),?$/.exec(line)!;
    const parent = open.at(-1);
    const name = key ?? String(parent?.members ?? '');
    const path = parent === undefined || parent.path === '' ? name : `${parent.path}.${name}`;
    if (parent !== undefined) {
      parent.members += 1;
    }
    if (value === '{' || value === '[') {
      open.push({ path: parent === undefined ? '' : path, members: 0 });
    } else {
      leaves.set(path, value);
    }
  }
  return leaves;
}
