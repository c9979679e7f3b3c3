/**
 * Synthesizes every case with one compiled library: `synthesize.ts <folder> <has minimal: true or false> <file of the templates>`.
 *
 * Each library needs a separate process: CDK and Node.js keep state that would pass from one library to the other.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { FEATURE_SETS, featureProperties, FeatureSet, Library, namedWorkload, PLACE, SCOPES, Values, VALUES } from './cases';
import type { SageMakerRoleType, Workload } from '../../../src';

const [folder, minimal, file] = process.argv.slice(2);
const library: Library = require(join(folder, 'lib', 'index.js')); // eslint-disable-line @typescript-eslint/no-require-imports

// The function's code is not compared, and an older commit's is not built: every asset is the same empty folder.
const emptyAsset = join(folder, 'empty-asset');
mkdirSync(emptyAsset, { recursive: true });
const fromAsset = lambda.Code.fromAsset.bind(lambda.Code);
lambda.Code.fromAsset = () => fromAsset(emptyAsset);

function synthesize(roleType: SageMakerRoleType, features: FeatureSet, named: boolean, values: Values): unknown {
  const { SageMakerExecutionRole, RoleValidation } = library;
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Stack', values === 'literals' ? { env: PLACE } : {});
  const base = { roleType, ...featureProperties(features, allFeatures(roleType), minimal === 'true') } as Workload;
  const workload = named ? namedWorkload(library, stack, values, base) : base;
  const role = new SageMakerExecutionRole(stack, 'Role', workload);
  new RoleValidation(stack, 'Validation', { role, requirements: role.requirements });
  return app.synth().getStackArtifact(stack.artifactId).template;
}

function allFeatures(roleType: string): string[] {
  return Object.keys(JSON.parse(readFileSync(join(folder, 'policies', `${roleType}.json`), 'utf8')).features);
}

const templates: Record<string, unknown> = {};
for (const roleType of Object.values(library.SageMakerRoleType)) {
  for (const features of FEATURE_SETS) {
    for (const scopes of SCOPES) {
      for (const values of VALUES) {
        const name = [roleType, features, scopes, values].join(', ');
        try {
          templates[name] = synthesize(roleType, features, scopes === 'named scopes', values);
        } catch (error) {
          templates[name] = { error: String(error) };
        }
      }
    }
  }
}
writeFileSync(file, JSON.stringify(templates));
