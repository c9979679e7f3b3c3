import { readFileSync } from 'fs';
import { join } from 'path';
import { App, CfnResource, NestedStack, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnModel } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { RoleValidation, SageMakerExecutionRole, SageMakerRoleType, Workload } from '../../src';

const ARN = 'arn:aws:iam::111122223333:role/team/handed';
const SERVING: Workload = { roleType: SageMakerRoleType.SERVING, minimal: true };

let app: App;
let parent: Stack;
beforeEach(() => {
  app = new App();
  parent = new Stack(app, 'Parent');
});

const validate = (scope: Construct) => SageMakerExecutionRole.fromValidatedRoleArn(scope, 'Handed', ARN, SERVING);
const use = (scope: Construct, role: iam.IRole) => new CfnModel(scope, 'Model', { executionRoleArn: role.roleArn });

/** The template of a stack, nested or not. */
function templateIn(stack: Stack): any {
  return JSON.parse(readFileSync(join(app.synth().directory, stack.templateFile), 'utf8'));
}

const idOf = (template: any, type: string) => Object.entries<any>(template.Resources).find(([, { Type }]) => Type === type)![0];
const VALIDATION = 'Custom::SageMakerRoleValidation';
const NESTED = 'AWS::CloudFormation::Stack';

/** The value that the nested stack's resource passes for the parameter that a nested template refers to. */
const passed = (nestedResource: any, { Ref }: { Ref: string }) => nestedResource.Properties.Parameters[Ref];
const logicalIdOf = (nested: NestedStack) => parent.resolve((nested.nestedStackResource as CfnResource).logicalId) as string;

test('gives a parent the ARN from the nested stack that validates the role, so the parent waits for the verdict', () => {
  const nested = new NestedStack(parent, 'Nested');
  use(parent, validate(nested));
  const { Resources } = templateIn(parent);
  const { Outputs, ...inside } = templateIn(nested);
  const [[output, { Value }]] = Object.entries<any>(Outputs);
  expect(Value).toEqual({ 'Fn::GetAtt': [idOf(inside, VALIDATION), 'RoleArn'] });
  expect(Resources.Model.Properties.ExecutionRoleArn).toEqual({ 'Fn::GetAtt': [logicalIdOf(nested), `Outputs.${output}`] });
});

test('gives a nested stack the ARN from the validation of its parent, so it waits for the verdict', () => {
  const nested = new NestedStack(parent, 'Nested');
  use(nested, validate(parent));
  const template = templateIn(parent);
  const { ExecutionRoleArn } = templateIn(nested).Resources.Model.Properties;
  expect(passed(template.Resources[idOf(template, NESTED)], ExecutionRoleArn)).toEqual({ 'Fn::GetAtt': [idOf(template, VALIDATION), 'RoleArn'] });
});

test('gives a nested stack the ARN from the validation of its sibling, so it waits for the verdict', () => {
  const [validating, using] = [new NestedStack(parent, 'Judging'), new NestedStack(parent, 'Using')];
  use(using, validate(validating));
  const { Resources } = templateIn(parent);
  const [[output, { Value }]] = Object.entries<any>(templateIn(validating).Outputs);
  expect(Value).toEqual({ 'Fn::GetAtt': [idOf(templateIn(validating), VALIDATION), 'RoleArn'] });
  const { ExecutionRoleArn } = templateIn(using).Resources.Model.Properties;
  expect(passed(Resources[logicalIdOf(using)], ExecutionRoleArn)).toEqual({ 'Fn::GetAtt': [logicalIdOf(validating), `Outputs.${output}`] });
});

test.each<[string, (other: Stack) => Construct]>([
  ['another top-level stack', (other) => other], ['a stack that is nested in another one', (other) => new NestedStack(other, 'Nested')],
])('%s gets the original ARN, waits for the top-level stack of the validation, and imports no export', (_, consumerIn) => {
  const other = new Stack(app, 'Other');
  const consumer = consumerIn(other) as Stack;
  const nested = new NestedStack(parent, 'Nested');
  use(consumer, validate(nested));
  expect(templateIn(consumer).Resources.Model.Properties.ExecutionRoleArn).toEqual(ARN);
  expect(other.dependencies).toEqual([parent]);
  expect([templateIn(parent).Outputs, templateIn(nested).Outputs]).toEqual([undefined, undefined]);
});

test('accepts a role that is known only by its name in the stacks that deploy with its validation', () => {
  const nested = new NestedStack(parent, 'Nested');
  use(nested, SageMakerExecutionRole.fromValidatedRoleName(parent, 'Handed', 'by-name', SERVING));
  const template = templateIn(parent);
  expect(Object.values(template.Resources[idOf(template, NESTED)].Properties.Parameters)).toEqual([{ 'Fn::GetAtt': [idOf(template, VALIDATION), 'RoleArn'] }]);
});

test('validates a role of the parent in a nested stack, under one name in all templates', () => {
  const nested = new NestedStack(parent, 'Nested');
  const created = new SageMakerExecutionRole(parent, 'Created', SERVING);
  const { validatedRoleArn } = new RoleValidation(nested, 'Check', { role: created, requirements: created.requirements });
  new CfnModel(parent, 'Model', { executionRoleArn: validatedRoleArn });
  const [{ Value }] = Object.values<any>(templateIn(nested).Outputs);
  expect(Value).toEqual({ 'Fn::GetAtt': [idOf(templateIn(nested), VALIDATION), 'RoleArn'] });
});
