import { limitConcurrency } from '../../../../src/core/verdict/permissions/limit-concurrency';

/** Tasks that run until the test ends them. */
class Tasks {
  public readonly started: number[] = [];
  public running = 0;
  public most = 0;
  private readonly ends = new Map<number, (error?: Error) => void>();

  public task(number: number): () => Promise<number> {
    return async () => {
      this.started.push(number);
      this.running += 1;
      this.most = Math.max(this.most, this.running);
      try {
        await new Promise<void>((resolve, reject) => this.ends.set(number, (error) => error ? reject(error) : resolve()));
      } finally {
        this.running -= 1;
      }
      return number;
    };
  }

  public async end(number: number, error?: Error): Promise<void> {
    this.ends.get(number)!(error);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('runs a limited number of tasks at a time, and the others in order', async () => {
  const tasks = new Tasks();
  const limited = limitConcurrency(() => 2);
  const results = Promise.all([1, 2, 3, 4].map((number) => limited(tasks.task(number))));
  await new Promise((resolve) => setImmediate(resolve));
  expect(tasks.started).toEqual([1, 2]);
  await tasks.end(2);
  expect(tasks.started).toEqual([1, 2, 3]);
  await tasks.end(1);
  expect(tasks.started).toEqual([1, 2, 3, 4]);
  await tasks.end(4);
  await tasks.end(3);
  expect(await results).toEqual([1, 2, 3, 4]);
  expect(tasks.most).toBe(2);
});

test('keeps the limit when a task starts after another one ends', async () => {
  const tasks = new Tasks();
  const limited = limitConcurrency(() => 1);
  const results = [limited(tasks.task(1)), limited(tasks.task(2))];
  await new Promise((resolve) => setImmediate(resolve));
  await tasks.end(1);
  results.push(limited(tasks.task(3)));
  await new Promise((resolve) => setImmediate(resolve));
  expect(tasks.started).toEqual([1, 2]);
  await tasks.end(2);
  await tasks.end(3);
  expect(await Promise.all(results)).toEqual([1, 2, 3]);
});

test('starts the next task after a failed one', async () => {
  const tasks = new Tasks();
  const limited = limitConcurrency(() => 1);
  const first = expect(limited(tasks.task(1))).rejects.toThrow('broken');
  const second = limited(tasks.task(2));
  await new Promise((resolve) => setImmediate(resolve));
  await tasks.end(1, new Error('broken'));
  await first;
  expect(tasks.started).toEqual([1, 2]);
  await tasks.end(2);
  expect(await second).toBe(2);
});

test('rejects if a task throws, and starts the next task', async () => {
  const limited = limitConcurrency(() => 1);
  await expect(limited(() => {
    throw new Error('broken');
  })).rejects.toThrow('broken');
  expect(await limited(async () => 'next')).toBe('next');
});

test('starts one task, and no more, after another one ends', async () => {
  const tasks = new Tasks();
  const limited = limitConcurrency(() => 1);
  const first = limited(tasks.task(1));
  await tasks.end(1);
  await first;
  const others = [limited(tasks.task(2)), limited(tasks.task(3))];
  await new Promise((resolve) => setImmediate(resolve));
  expect(tasks.started).toEqual([1, 2]);
  await tasks.end(2);
  await tasks.end(3);
  expect(await Promise.all(others)).toEqual([2, 3]);
  expect(tasks.most).toBe(1);
});

test('starts fewer tasks as soon as the limit is lower', async () => {
  const tasks = new Tasks();
  let most = 3;
  const limited = limitConcurrency(() => most);
  const results = Promise.all([1, 2, 3, 4, 5].map((number) => limited(tasks.task(number))));
  await new Promise((resolve) => setImmediate(resolve));
  expect(tasks.started).toEqual([1, 2, 3]);
  most = 1;
  await tasks.end(1);
  await tasks.end(2);
  expect(tasks.started).toEqual([1, 2, 3]);
  await tasks.end(3);
  expect(tasks.started).toEqual([1, 2, 3, 4]);
  await tasks.end(4);
  await tasks.end(5);
  expect(await results).toEqual([1, 2, 3, 4, 5]);
});
