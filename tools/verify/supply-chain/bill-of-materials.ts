import { execFileSync } from 'child_process';

/** The part of a CycloneDX document that is read here. */
export interface BillOfMaterials {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

export interface Component {
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly licenses?: readonly { readonly license: { readonly id?: string } }[];
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
}

/** The packages of a folder's lock file in CycloneDX, written by npm. The folder is called what the package is: npm takes the name from there. */
export function billOfMaterials(folder: string): BillOfMaterials {
  return JSON.parse(execFileSync('npm', ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--sbom-type', 'library'], {
    cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'],
  }));
}
