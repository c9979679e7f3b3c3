// A Lambda runtime as small as it gets: loads the bundle, hands one event to its handler, and tells how long that took.
// Its output is the function's log.
const [, , bundle] = process.argv;

process.once('message', async ({ event, context, seconds }) => {
  const { handler } = require(bundle);
  const start = performance.now();
  await handler(event, { ...context, getRemainingTimeInMillis: () => seconds * 1000 - (performance.now() - start) });
  const milliseconds = performance.now() - start;
  process.send({ milliseconds, heapBytes: process.memoryUsage().heapUsed }, () => process.disconnect());
});
