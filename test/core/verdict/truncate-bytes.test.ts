import fc from 'fast-check';
import { byteLength, truncateBytes } from '../../../src/core/verdict/truncate-bytes';
import { checkProperty } from '../../check-property';

test.each([
  ['', 0, ''],
  ['abc', 3, 'abc'],
  ['abcdef', 6, 'abcdef'],
  ['abcdef', 5, 'ab…'],
  ['abcdef', 3, '…'],
  ['abcdef', 2, ''],
  ['abcdef', -1, ''],
  ['ééééé', 9, 'ééé…'],
  ['ééééé', 8, 'éé…'],
  ['役割です', 11, '役割…'],
  ['👍👍👍', 11, '👍👍…'],
  ['👍👍👍', 10, '👍…'],
  ['a\ud800bc', 6, 'a\ud800bc'],
])('%j in %i bytes is %j', (text, bytes, expected) => {
  expect(truncateBytes(text, bytes)).toBe(expected);
});

test('returns the beginning of a text, no longer than allowed', () => {
  checkProperty(fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 0, max: 40 }), (text, bytes) => {
    const short = truncateBytes(text, bytes);
    expect(Buffer.byteLength(short)).toBeLessThanOrEqual(bytes);
    expect(short === text || text.startsWith(short.replace(/…$/, ''))).toBe(true);
    // One more character would exceed the limit.
    expect(short === text || bytes - Buffer.byteLength(short) < 4).toBe(true);
  }), 2_000);
});

test.each([['', 0], ['a', 1], ['é', 2], ['役', 3], ['👍', 4]])('%j has %i bytes', (text, bytes) => {
  expect(byteLength(text)).toBe(bytes);
});
