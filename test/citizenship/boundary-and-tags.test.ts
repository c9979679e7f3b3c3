import { App, PermissionsBoundary, Stack, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BucketAccess, SageMakerExecutionRole, SageMakerExecutionRoleProps, SageMakerRoleType } from '../../src';

let app: App;
let stack: Stack;

beforeEach(() => {
  app = new App();
  stack = new Stack(app, 'Stack');
});

function makeRole(props: Partial<SageMakerExecutionRoleProps> = {}): SageMakerExecutionRole {
  return new SageMakerExecutionRole(stack, 'Role', {
    roleType: SageMakerRoleType.SERVING,
    buckets: [BucketAccess.readOnly(s3.Bucket.fromBucketName(stack, 'Models', 'models'))],
    ...props,
  });
}

/** The properties of the only role. */
function roleProperties(): Record<string, any> {
  const [role, ...others] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
  expect(others).toEqual([]);
  return role.Properties;
}

describe('the permissions boundary', () => {
  const boundary = () => iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', 'arn:aws:iam::123456789012:policy/boundary');

  test('applies to the role if the app sets it', () => {
    iam.PermissionsBoundary.of(app).apply(boundary());
    makeRole();
    expect(roleProperties().PermissionsBoundary).toBe('arn:aws:iam::123456789012:policy/boundary');
  });

  test('applies to the role if the property sets it', () => {
    makeRole({ permissionsBoundary: boundary() });
    expect(roleProperties().PermissionsBoundary).toBe('arn:aws:iam::123456789012:policy/boundary');
  });

  test('applies to the role if the stack sets it', () => {
    stack = new Stack(new App(), 'Bounded', { permissionsBoundary: PermissionsBoundary.fromName('of-the-stack') });
    makeRole();
    expect(roleProperties().PermissionsBoundary).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':policy/of-the-stack']],
    });
  });

  test('makes no circular dependency in its own stack', () => {
    const own = new iam.ManagedPolicy(stack, 'Own', { statements: [new iam.PolicyStatement({ actions: ['s3:*'], resources: ['*'] })] });
    iam.PermissionsBoundary.of(app).apply(own);
    makeRole();
    expect(roleProperties().PermissionsBoundary).toEqual({ Ref: stack.getLogicalId(own.node.defaultChild as iam.CfnManagedPolicy) });
  });

  test('is absent by default', () => {
    makeRole();
    expect(roleProperties()).not.toHaveProperty('PermissionsBoundary');
  });
});

describe('tags', () => {
  const OWNERSHIP = [
    { Key: 'CreatedBy', Value: 'cdk-sagemaker-execution-role' },
    { Key: 'RoleType', Value: 'serving' },
  ];

  test('name the creator and the role type', () => {
    makeRole();
    expect(roleProperties().Tags).toEqual(OWNERSHIP);
  });

  test.each<[string, () => any]>([
    ['app', () => app],
    ['stack', () => stack],
    ['role', () => stack.node.findChild('Role')],
    ['role resource', () => stack.node.findChild('Role').node.defaultChild],
  ])("of the user's own win where they are set on the %s", (_, scope) => {
    makeRole();
    Tags.of(scope()).add('CreatedBy', 'me');
    Tags.of(scope()).add('RoleType', 'mine');
    expect(roleProperties().Tags).toEqual([{ Key: 'CreatedBy', Value: 'me' }, { Key: 'RoleType', Value: 'mine' }]);
  });

  test('from the user win, also if the user sets them before the role exists', () => {
    Tags.of(app).add('CreatedBy', 'me');
    makeRole();
    expect(roleProperties().Tags).toEqual([{ Key: 'CreatedBy', Value: 'me' }, OWNERSHIP[1]]);
  });

  test.each<[string, () => any]>([['app', () => app], ['role', () => stack.node.findChild('Role')]])(
    'that the user removes on the %s are removed', (_, scope) => {
      makeRole();
      Tags.of(scope()).remove('CreatedBy');
      expect(roleProperties().Tags).toEqual([OWNERSHIP[1]]);
    });

  test('from the library are absent with ownershipTags: false, and the tags of the user stay', () => {
    makeRole({ ownershipTags: false });
    Tags.of(app).add('CreatedBy', 'me');
    expect(roleProperties().Tags).toEqual([{ Key: 'CreatedBy', Value: 'me' }]);
  });

  test('are absent with ownershipTags: false and no tags from the user', () => {
    makeRole({ ownershipTags: false });
    expect(roleProperties()).not.toHaveProperty('Tags');
  });

  test('with other keys apply from the app, the stack and the role', () => {
    const role = makeRole();
    Tags.of(app).add('team', 'ml');
    Tags.of(stack).add('stage', 'test');
    Tags.of(role).add('cost', '42');
    expect(roleProperties().Tags).toEqual([
      { Key: 'cost', Value: '42' },
      ...OWNERSHIP,
      { Key: 'stage', Value: 'test' },
      { Key: 'team', Value: 'ml' },
    ]);
  });

  test('on one role do not apply to another role', () => {
    const role = makeRole();
    new SageMakerExecutionRole(stack, 'Other', {
      roleType: SageMakerRoleType.SERVING, buckets: [BucketAccess.readOnly(s3.Bucket.fromBucketName(stack, 'More', 'more'))],
    });
    Tags.of(role).add('team', 'ml');
    const template = Template.fromStack(stack);
    template.resourcePropertiesCountIs('AWS::IAM::Role', { Tags: Match.arrayWith([{ Key: 'team', Value: 'ml' }]) }, 1);
    template.resourceCountIs('AWS::IAM::Role', 2);
  });
});
