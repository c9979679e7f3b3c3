import { execFileSync } from 'child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { developedReleases, Releases, same } from './releases';

/** The build's output that tests read. */
const BUILT = ['lib', 'assets', '.jsii', '.jsii.gz'];

/**
 * A folder with its own releases of CDK:
 *
 *     node_modules/            aws-cdk-lib, constructs, and packages with them as peers
 *     node_modules/<package>/  the package as it is published
 *     consumer/                an app that uses it
 *     project/                 the project's files, with links to its other dependencies
 */
export class Workspace {
  public readonly folder: string;
  public readonly consumer: string;
  public readonly project: string;

  constructor(private readonly root: string, private readonly releases: Releases) {
    this.folder = join(root, '.cache', 'floor', `${releases.cdk}+${releases.constructs}`);
    this.consumer = join(this.folder, 'consumer');
    this.project = join(this.folder, 'project');
  }

  /** Installs the releases, unless they are installed. The releases of development are in the project's own folder. */
  public install(omitted: readonly string[]): void {
    mkdirSync(this.folder, { recursive: true });
    if (same(this.releases, developedReleases(this.root))) {
      return;
    }
    const besides = this.packagesWithPeers().filter(([name]) => !omitted.includes(name));
    const dependencies = { 'aws-cdk-lib': this.releases.cdk, 'constructs': this.releases.constructs, ...Object.fromEntries(besides) };
    const manifest = `${JSON.stringify({ private: true, dependencies }, undefined, 2)}\n`;
    const file = join(this.folder, 'package.json');
    const installed = join(this.folder, 'node_modules', '.package-lock.json');
    if (existsSync(installed) && existsSync(file) && readFileSync(file, 'utf8') === manifest) {
      return;
    }
    writeFileSync(file, manifest);
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline'], { cwd: this.folder, stdio: ['ignore', 'ignore', 'inherit'] });
  }

  /** Copies the package as it is published beside the releases, and the app that uses it. */
  public addConsumer(name: string, unpacked: string): void {
    const installed = join(this.folder, 'node_modules', name);
    rmSync(installed, { recursive: true, force: true });
    cpSync(unpacked, installed, { recursive: true });
    rmSync(this.consumer, { recursive: true, force: true });
    mkdirSync(this.consumer, { recursive: true });
    cpSync(join(__dirname, 'consumer'), this.consumer, { recursive: true });
  }

  /** Copies the tracked files, the new files that git doesn't ignore, and the build's output. */
  public copyProject(): void {
    rmSync(this.project, { recursive: true, force: true });
    const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: this.root, encoding: 'utf8' });
    for (const file of [...files.split('\0').filter(Boolean), ...BUILT].filter((path) => existsSync(join(this.root, path)))) {
      mkdirSync(dirname(join(this.project, file)), { recursive: true });
      cpSync(join(this.root, file), join(this.project, file), { recursive: true });
    }
    this.linkDependencies();
  }

  private linkDependencies(): void {
    const own = existsSync(join(this.folder, 'node_modules')) ? readdirSync(join(this.folder, 'node_modules')) : [];
    const links = join(this.project, 'node_modules');
    mkdirSync(links);
    for (const name of readdirSync(join(this.root, 'node_modules')).filter((entry) => entry === '.bin' || !own.includes(entry) && !entry.startsWith('.'))) {
      symlinkSync(join(this.root, 'node_modules', name), join(links, name), 'junction');
    }
  }

  /** The project's own dependencies that have CDK as a peer: they must load the same release of CDK. */
  private packagesWithPeers(): [string, string][] {
    const { packages } = JSON.parse(readFileSync(join(this.root, 'package-lock.json'), 'utf8'));
    return Object.keys(packages[''].devDependencies)
      .filter((name) => 'aws-cdk-lib' in (packages[`node_modules/${name}`].peerDependencies ?? {}))
      .map((name) => [name, packages[`node_modules/${name}`].version]);
  }
}
