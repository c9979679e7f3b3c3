/** How much time passes at once, and after how many turns of the event loop: enough for a request over loopback. */
const STEP_MS = 50;
const TURNS_PER_STEP = 10;

const realImmediate = setImmediate;

/**
 * Lets time pass as fast as the work allows, for everything in the test's process: the function, the SDK's pauses and timeouts, and the doubles of
 * IAM and CloudFormation. Sockets are real.
 */
export function useVirtualTime(): void {
  let isRunning = true;
  const pass = async () => {
    while (isRunning) {
      for (let turn = 0; turn < TURNS_PER_STEP; turn += 1) {
        await new Promise((resolve) => realImmediate(resolve));
      }
      if (isRunning) {
        jest.advanceTimersByTime(STEP_MS);
      }
    }
  };
  let passing: Promise<void>;
  beforeAll(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'clearImmediate', 'nextTick', 'queueMicrotask', 'hrtime'], now: Date.now() });
    passing = pass();
  });
  afterAll(async () => {
    isRunning = false;
    await passing;
    jest.useRealTimers();
  });
}
