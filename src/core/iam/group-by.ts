/** The values by a key. The first value of each key gives the order. The oldest supported Node.js has no Map.groupBy. */
export function groupBy<Value, Key>(values: Iterable<Value>, keyOf: (value: Value) => Key): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    group ? group.push(value) : groups.set(key, [value]);
  }
  return groups;
}
