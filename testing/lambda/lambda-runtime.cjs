// The smallest Lambda runtime: it loads the bundle, passes one event to its handler, and measures the time and the heap.
// Its output is the function's log.
const [, , bundle] = process.argv;

process.once('message', async ({ event, context, milliseconds: timeout }) => {
  const { handler } = require(bundle);
  const start = performance.now();
  await handler(event, { ...context, getRemainingTimeInMillis: () => timeout - (performance.now() - start) });
  const milliseconds = performance.now() - start;
  process.send({ milliseconds, heapBytes: process.memoryUsage().heapUsed }, () => process.disconnect());
});
