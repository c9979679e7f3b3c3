import { RateLimit } from '../../../testing/offline-iam/rate-limit';

test.each<[number, readonly [millisecond: number, requests: number, taken: number][]]>([
  [5, [[0, 8, 5], [100, 2, 0], [200, 2, 1], [10_000, 8, 5]]],
  [0.5, [[0, 2, 1], [1_000, 1, 0], [2_000, 2, 1]]],
])('%d requests a second', (rate, steps) => {
  let now = 0;
  const limit = new RateLimit(rate, () => now);
  for (const [millisecond, requests, taken] of steps) {
    now = millisecond;
    expect(Array.from({ length: requests }, () => limit.take()).filter(Boolean)).toHaveLength(taken);
  }
});
