import { highest } from '../../../tools/verify/floor/releases';

test.each([
  [['2.276.0', '2.275.1', '2.274.0', '2.273.0'], '2.276.0'],
  [['2.99.0', '2.276.0', '2.9.9', '2.274.10'], '2.276.0'],
  [['10.4.2', '10.10.0', '10.9.30'], '10.10.0'],
  [['10.0.5'], '10.0.5'],
])('of %j, the newest release is %s', (versions, expected) => {
  expect(highest(versions)).toBe(expected);
});
