import { App } from 'aws-cdk-lib';
import { ReleasePipelineStack } from './release-pipeline-stack';

/*
 * A pipeline that releases to three accounts, one after another. Bootstrap all four accounts first, and let the three target accounts trust
 * the pipeline's account. Set the accounts in cdk.json.
 *
 *   npx cdk synth
 *   npx cdk deploy ReleasePipeline
 */
const app = new App();

function context<T>(name: string): T {
  const value = app.node.tryGetContext(name);
  if (value === undefined || value === '') {
    throw new Error(`the context '${name}' is missing: set it in cdk.json`);
  }
  return value;
}

const region = context<string>('region');
const accounts = context<Record<'pipeline' | 'development' | 'staging' | 'production', string>>('accounts');

new ReleasePipelineStack(app, 'ReleasePipeline', {
  env: { account: accounts.pipeline, region },
  repository: context('repository'),
  branch: context('branch'),
  connectionArn: context('connectionArn'),
  // The build step of the pipeline sets this to the commit.
  release: process.env.RELEASE,
  environments: [
    { name: 'Development', env: { account: accounts.development, region } },
    { name: 'Staging', env: { account: accounts.staging, region } },
    { name: 'Production', env: { account: accounts.production, region } },
  ],
});
app.synth();
