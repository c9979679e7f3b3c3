import { join } from 'path';
import featurePlatform from './templates/feature-platform.expected.json';
import notebookTeam from './templates/notebook-team.expected.json';
import { buildReport } from '../../../src/cli/report/build-report';

const TEMPLATES = join(__dirname, 'templates');

// Another program counted the figures in the authorization reference.
test.each([
  ['written by hand, with managed and wildcard policies', 'notebook-team.json', notebookTeam],
  ['for SAM, with substitutions, conditions, a boundary and denials', 'feature-platform.json', featurePlatform],
])('reports a template %s as expected', (_, file, expected) => {
  expect(buildReport([join(TEMPLATES, file)])).toEqual(expected);
});
