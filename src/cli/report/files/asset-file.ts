import { existsSync, readdirSync } from 'fs';
import { dirname, join } from 'path';
import { Boundary } from './boundary';
import { readJson } from './json-file';
import { objectProperty, property } from '../../../core/review/template/json-value';
import { NestedLocation } from '../../../core/review/template/template-source';

const ASSETS = '.assets.json';

/**
 * The file of a nested stack's template. The CDK writes either its path, or the URL that it uploads the file to; in that case an asset list in the
 * same folder maps the URL to the file.
 */
export function assetFile(location: NestedLocation, template: string, boundary: Boundary): string | undefined {
  const folder = dirname(template);
  if ('path' in location) {
    return join(folder, location.path);
  }
  for (const list of existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(ASSETS)).sort() : []) {
    for (const file of Object.values(objectProperty(readJson(boundary.within(join(folder, list))), 'files'))) {
      const path = property(property(file, 'source'), 'path');
      const keys = Object.values(objectProperty(file, 'destinations')).map((destination) => property(destination, 'objectKey'));
      if (typeof path === 'string' && keys.some((key) => typeof key === 'string' && location.url.endsWith(`/${key}`))) {
        return join(folder, path);
      }
    }
  }
  return undefined;
}
