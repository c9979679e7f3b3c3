import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/**
 * Bundles the function like the build, into another folder.
 *
 * @param target the folder, absolute or from the project's folder
 * @param project the folder with the sources
 * @returns the folder with index.js
 */
export function bundleFunction(target: string, project: string = ROOT): string {
  const { tasks } = JSON.parse(readFileSync(join(ROOT, '.projen/tasks.json'), 'utf8'));
  const steps: { readonly exec: string }[] = tasks['bundle:handler/index'].steps;
  for (const { exec } of steps) {
    execFileSync(exec.replaceAll('assets/handler', target), {
      cwd: project, stdio: 'pipe', shell: true, env: { ...process.env, PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}` },
    });
  }
  return join(target.startsWith('/') ? target : join(project, target), 'index');
}
