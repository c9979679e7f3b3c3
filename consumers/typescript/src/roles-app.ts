import { App } from 'aws-cdk-lib';
import { RolesStack } from './roles-stack';

/** The app with its one stack. */
export function rolesApp(): App {
  const app = new App();
  new RolesStack(app, 'Roles', { env: { account: '111122223333', region: 'eu-west-1' } });
  return app;
}
