import { sampledPatterns } from '../../../src/core/question/sampled-patterns';

const RESOURCES = [
  'arn:aws:s3:::b*', '*', 'arn:aws:s3:::own/*', 'arn:aws:s3:::own', 'arn:aws:s3:::?wn/data/*', 'arn:aws:s3:::other/*', 'arn:aws:s3:::own/*',
  'arn:aws:s3:::own/*/x', 'arn:*:s3:::own/*', '?*',
];

test.each([
  [[], []],
  [['*'], ['?*']],
  [['arn:aws:s3:::own'], ['?*']],
  [['arn:aws:s3:::own/'], ['arn:aws:s3:::own/*', 'arn:*:s3:::own/*', '?*']],
  [['arn:aws:s3:::own/data/a'], ['arn:aws:s3:::own/*', 'arn:aws:s3:::?wn/data/*', 'arn:*:s3:::own/*', '?*']],
  [['arn:aws:s3:::other/a', 'arn:aws:s3:::b'], ['arn:aws:s3:::b*', 'arn:aws:s3:::other/*', '?*']],
  [['', 'arn:aws:s3:::ow'], ['?*']],
])('finds the patterns of the samples %j in their own order', (samples, expected) => {
  expect(sampledPatterns(RESOURCES)(samples)).toEqual(expected);
});

test('answers about thousands of patterns and samples at once', () => {
  const resources = Array.from({ length: 20_000 }, (_, index) => `arn:aws:s3:::bucket-${index}/*`);
  const samples = resources.map((resource) => resource.replace('*', 'key')).reverse();
  expect(sampledPatterns(resources)(samples)).toEqual(resources);
}, 5_000);
