import { realpathSync } from 'fs';
import { basename, dirname, resolve } from 'path';
import { TemplateFile } from '../../../core/review/template/template-source';

/** Each file once, with a stack name that no other file has. */
export function distinctFiles(files: readonly TemplateFile[]): TemplateFile[] {
  return withDistinctNames([...new Map(files.map((file) => [realpathSync(file.file), file])).values()]);
}

/** Adds the folder to names that several stacks have. Only if that is not enough it adds the path, which differs between machines. */
function withDistinctNames(files: readonly TemplateFile[]): TemplateFile[] {
  const uniqueIn = (nameOf: (file: TemplateFile) => string) => {
    const names = files.map(nameOf);
    return (name: string) => names.filter((other) => other === name).length === 1;
  };
  const byFolder = ({ stack, file }: TemplateFile) => `${stack} (${basename(dirname(resolve(file)))})`;
  const isOnlyStack = uniqueIn(({ stack }) => stack);
  const isOnlyFolder = uniqueIn(byFolder);
  return files.map((file) => isOnlyStack(file.stack) ? file : {
    ...file, stack: isOnlyFolder(byFolder(file)) ? byFolder(file) : `${file.stack} (${file.file})`,
  });
}
