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

const judge = (scope: Construct) => SageMakerExecutionRole.fromValidatedRoleArn(scope, 'Handed', ARN, SERVING);
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

test('a parent that uses a role which its nested stack judges takes the ARN from that stack, and so waits for the verdict', () => {
  const nested = new NestedStack(parent, 'Nested');
  use(parent, judge(nested));
  const { Resources } = templateIn(parent);
  const { Outputs, ...inside } = templateIn(nested);
  const [[output, { Value }]] = Object.entries<any>(Outputs);
  expect(Value).toEqual({ 'Fn::GetAtt': [idOf(inside, VALIDATION), 'RoleArn'] });
  expect(Resources.Model.Properties.ExecutionRoleArn).toEqual({ 'Fn::GetAtt': [logicalIdOf(nested), `Outputs.${output}`] });
});

test('a nested stack that uses a role which its parent judges is given the ARN by the validation, and so waits for the verdict', () => {
  const nested = new NestedStack(parent, 'Nested');
  use(nested, judge(parent));
  const template = templateIn(parent);
  const { ExecutionRoleArn } = templateIn(nested).Resources.Model.Properties;
  expect(passed(template.Resources[idOf(template, NESTED)], ExecutionRoleArn)).toEqual({ 'Fn::GetAtt': [idOf(template, VALIDATION), 'RoleArn'] });
});

test('a nested stack that uses a role which its sibling judges is given what the sibling tells, and so waits for the verdict', () => {
  const [judging, using] = [new NestedStack(parent, 'Judging'), new NestedStack(parent, 'Using')];
  use(using, judge(judging));
  const { Resources } = templateIn(parent);
  const [[output, { Value }]] = Object.entries<any>(templateIn(judging).Outputs);
  expect(Value).toEqual({ 'Fn::GetAtt': [idOf(templateIn(judging), VALIDATION), 'RoleArn'] });
  const { ExecutionRoleArn } = templateIn(using).Resources.Model.Properties;
  expect(passed(Resources[logicalIdOf(using)], ExecutionRoleArn)).toEqual({ 'Fn::GetAtt': [logicalIdOf(judging), `Outputs.${output}`] });
});

test.each<[string, (other: Stack) => Construct]>([
  ['another top-level stack', (other) => other], ['a stack that is nested in another one', (other) => new NestedStack(other, 'Nested')],
])('%s has the given ARN, waits for the stack in which the judging one is nested, and nothing is exported', (_, consumerIn) => {
  const other = new Stack(app, 'Other');
  const consumer = consumerIn(other) as Stack;
  const nested = new NestedStack(parent, 'Nested');
  use(consumer, judge(nested));
  expect(templateIn(consumer).Resources.Model.Properties.ExecutionRoleArn).toEqual(ARN);
  expect(other.dependencies).toEqual([parent]);
  expect([templateIn(parent).Outputs, templateIn(nested).Outputs]).toEqual([undefined, undefined]);
});

test('a role that is known by its name only can be used where it is deployed together with its validation', () => {
  const nested = new NestedStack(parent, 'Nested');
  use(nested, SageMakerExecutionRole.fromValidatedRoleName(parent, 'Handed', 'by-name', SERVING));
  const template = templateIn(parent);
  expect(Object.values(template.Resources[idOf(template, NESTED)].Properties.Parameters)).toEqual([{ 'Fn::GetAtt': [idOf(template, VALIDATION), 'RoleArn'] }]);
});

test('a role that the parent creates is judged in the nested stack, under one name in all templates', () => {
  const nested = new NestedStack(parent, 'Nested');
  const created = new SageMakerExecutionRole(parent, 'Created', SERVING);
  const { validatedRoleArn } = new RoleValidation(nested, 'Check', { role: created, requirements: created.requirements });
  new CfnModel(parent, 'Model', { executionRoleArn: validatedRoleArn });
  const [{ Value }] = Object.values<any>(templateIn(nested).Outputs);
  expect(Value).toEqual({ 'Fn::GetAtt': [idOf(templateIn(nested), VALIDATION), 'RoleArn'] });
});
