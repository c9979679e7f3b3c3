import { App } from 'aws-cdk-lib';
import { RolesStack } from './roles-stack';
import { ValidatedRolesStack } from './validated-roles-stack';

/*
 * Two ways to create the same roles. Deploy one of them, from the account of a delegated administrator:
 *
 *   npx cdk synth
 *   npx cdk deploy Roles -c organizationalUnit=ou-…
 *   npx cdk deploy ValidatedRoles -c organizationalUnit=ou-… -c organizationId=o-… -c assetBucketPrefix=…
 */
const app = new App();

function context(name: string): string {
  const value = app.node.tryGetContext(name);
  if (typeof value !== 'string' || value === '') {
    throw new Error(`the context '${name}' is missing: set it in cdk.json, or with -c ${name}=…`);
  }
  return value;
}

const organizationalUnits = [context('organizationalUnit')];
new RolesStack(app, 'Roles', { organizationalUnits });
new ValidatedRolesStack(app, 'ValidatedRoles', {
  organizationalUnits, organizationId: context('organizationId'), assetBucketPrefix: context('assetBucketPrefix'),
});
app.synth();
