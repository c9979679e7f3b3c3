import { SYSTEM_CLOCK } from '../../../src/core/verdict/clock';

const A_MINUTE = 60_000;

afterEach(() => jest.restoreAllMocks());

test('says what time it is', () => {
  jest.spyOn(Date, 'now').mockReturnValue(1_893_456_000_000);
  expect(SYSTEM_CLOCK.now()).toBe(1_893_456_000_000);
});

test('sleeps, and removes its listener', async () => {
  const { signal } = new AbortController();
  const removed = jest.spyOn(signal, 'removeEventListener');
  const timers = jest.spyOn(globalThis, 'setTimeout');
  await SYSTEM_CLOCK.sleep(1, signal);
  await SYSTEM_CLOCK.sleep(1);
  expect(removed).toHaveBeenCalledWith('abort', timers.mock.calls[0][0]);
  expect(timers.mock.calls.map(([, milliseconds]) => milliseconds)).toEqual([1, 1]);
});

test('wakes up if the signal aborts, and stops its timer', async () => {
  const controller = new AbortController();
  const stopped = jest.spyOn(globalThis, 'clearTimeout');
  const timers = jest.spyOn(globalThis, 'setTimeout');
  const sleeping = SYSTEM_CLOCK.sleep(A_MINUTE, controller.signal);
  controller.abort();
  await sleeping;
  expect(stopped).toHaveBeenCalledWith(timers.mock.results[0].value);
});

test("doesn't sleep once the signal has aborted", async () => {
  const timers = jest.spyOn(globalThis, 'setTimeout');
  await SYSTEM_CLOCK.sleep(A_MINUTE, AbortSignal.abort());
  expect(timers).not.toHaveBeenCalled();
});
