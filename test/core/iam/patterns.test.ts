import cases from './patterns.json';
import { hasWildcard, patternMatches, patternsOverlap, wildcardMatch } from '../../../src/core/iam/patterns';

test.each(cases.patternMatches as [string, string, boolean][])('matches the pattern %j and the value %j: %j', (pattern, value, matches) => {
  expect(patternMatches(pattern, value)).toBe(matches);
});

test.each(cases.wildcardMatch as [string, string, boolean][])('matches the wildcards of %j and the text %j: %j', (pattern, text, matches) => {
  expect(wildcardMatch(pattern, text)).toBe(matches);
});

test.each(cases.patternsOverlap as [string, string, boolean][])('finds an ARN that both %j and %j match: %j', (pattern, arns, overlap) => {
  expect(patternsOverlap(pattern, arns)).toBe(overlap);
});

test.each(cases.hasWildcard as [string, boolean][])('finds a wildcard in %j: %j', (pattern, found) => {
  expect(hasWildcard(pattern)).toBe(found);
});
