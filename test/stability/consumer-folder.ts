import { execFile } from 'child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { promisify } from 'util';
import { transformSync } from 'esbuild';

const APP = join(__dirname, '../../tools/verify/floor/consumer/app.ts');
const NAME = 'cdk-sagemaker-execution-role';

/** How a consumer's app is run. */
export interface Circumstances {
  readonly environment?: Record<string, string>;
  /** A file that is loaded before the app. */
  readonly preload?: string;
  /** Where constructs stand that have nothing to do with the package. */
  readonly unrelated?: 'before' | 'after';
}

/** Makes a folder of a consumer, who has installed the package there. */
export function makeConsumerFolder(folder: string, unpackedPackage: string): void {
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  cpSync(unpackedPackage, join(folder, 'node_modules', NAME), { recursive: true });
  symlinkSync(dirname(require.resolve('aws-cdk-lib/package.json')), join(folder, 'node_modules', 'aws-cdk-lib'), 'junction');
  symlinkSync(dirname(require.resolve('constructs/package.json')), join(folder, 'node_modules', 'constructs'), 'junction');
  writeFileSync(join(folder, 'app.js'), transformSync(readFileSync(APP, 'utf8'), { loader: 'ts', format: 'cjs', target: 'node20' }).code);
}

// CDK's own validation changes no template, and takes most of the time.
const WITHOUT_VALIDATION = { CDK_VALIDATION: 'false' };

/** Runs the app in a separate process, and returns the files that it writes for deployments by their names. */
export async function synthesizeFolder(folder: string, { environment, preload, unrelated }: Circumstances = {}): Promise<Map<string, string>> {
  const out = join(folder, `out-${unrelated ?? 'plain'}`);
  const args = [...preload ? ['--require', preload] : [], 'app.js', out, ...unrelated ? [unrelated] : []];
  await promisify(execFile)(process.execPath, args, { cwd: folder, env: { ...process.env, ...WITHOUT_VALIDATION, ...environment } });
  return new Map(readdirSync(out).filter((file) => /\.(template|assets)\.json$/.test(file)).sort()
    .map((file) => [file, readFileSync(join(out, file), 'utf8')]));
}
