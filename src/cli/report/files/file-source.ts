import { existsSync, realpathSync } from 'fs';
import { assetFile } from './asset-file';
import { Boundary } from './boundary';
import { orNote, readJson } from './json-file';
import { TemplateSource } from '../../../core/review/template/template-source';

/** Finds and reads the templates of nested stacks in the file system. */
export function fileSource(boundary: Boundary, note: (text: string) => void): TemplateSource {
  return {
    identityOf: (file) => realpathSync(file),
    nestedFile: (location, parentFile) => {
      const file = orNote(() => assetFile(location, parentFile, boundary), note);
      return file !== undefined && existsSync(file) ? file : undefined;
    },
    read: (file) => orNote(() => readJson(boundary.within(file)), note),
  };
}
