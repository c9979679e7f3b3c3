import { Stack, Stage } from 'aws-cdk-lib';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { Template } from './offline-iam/template-roles';

const assemblies = new WeakMap<Stage, CloudAssembly>();

/** The template of one stack of many: the app is synthesized once, not for each of them. */
export function templateOf(stack: Stack): Template {
  const app = Stage.of(stack)!;
  if (!assemblies.has(app)) {
    assemblies.set(app, app.synth());
  }
  return assemblies.get(app)!.getStackArtifact(stack.artifactId).template;
}
