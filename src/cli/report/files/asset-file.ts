import { existsSync, readdirSync } from 'fs';
import { dirname, join } from 'path';
import { readJson } from './json-file';
import { objectProperty, property } from '../../../core/review/template/json-value';

const ASSETS = '.assets.json';

/**
 * The file beside a template that it names: by the path that the CDK tells, or by the address to which the CDK uploads it, which a list
 * of assets beside the template gives.
 */
export function assetFile(named: { readonly path: string } | { readonly url: string }, template: string): string | undefined {
  const folder = dirname(template);
  if ('path' in named) {
    return join(folder, named.path);
  }
  for (const list of existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(ASSETS)).sort() : []) {
    for (const file of Object.values(objectProperty(readJson(join(folder, list)), 'files'))) {
      const path = property(property(file, 'source'), 'path');
      const keys = Object.values(objectProperty(file, 'destinations')).map((destination) => property(destination, 'objectKey'));
      if (typeof path === 'string' && keys.some((key) => typeof key === 'string' && named.url.endsWith(`/${key}`))) {
        return join(folder, path);
      }
    }
  }
  return undefined;
}
