import { App } from 'aws-cdk-lib';
import { WorkloadsStack } from './workloads-stack';

const app = new App();
new WorkloadsStack(app, 'Workloads');
app.synth();
