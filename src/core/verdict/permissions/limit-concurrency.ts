/** Limits how many tasks run at a time. The others wait. The limit may change while tasks run. */
export function limitConcurrency(most: () => number): <T>(task: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  const startWaiting = () => {
    while (waiting.length > 0 && running < most()) {
      running += 1;
      waiting.shift()!();
    }
  };
  return async (task) => {
    if (running < most()) {
      running += 1;
    } else {
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    try {
      return await task();
    } finally {
      running -= 1;
      startWaiting();
    }
  };
}
