import { App } from 'aws-cdk-lib';
import { RoleTypesStack } from './role-types-stack';

const app = new App();
new RoleTypesStack(app, 'RoleTypes');
app.synth();
