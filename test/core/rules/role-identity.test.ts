import { roleIdentity, nameOf } from '../../../src/core/rules/role-identity';

const PLACE = { account: '111122223333', partition: 'aws', region: 'eu-west-1' };

test.each([
  ['arn:aws:iam::111122223333:role/Trainer', 'Trainer'],
  ['arn:aws:iam::111122223333:role/team/ml/Trainer', 'Trainer'],
  ['arn:aws:iam::111122223333:role/service-role/Trainer+=,.@-_', 'Trainer+=,.@-_'],
  [`arn:aws:iam::111122223333:role/${'x'.repeat(64)}`, 'x'.repeat(64)],
  [`arn:aws:iam::111122223333:role/${'p'.repeat(510)}/Trainer`, 'Trainer'],
])('looks up %s by its bare name', (arn, name) => {
  expect(roleIdentity({ arn }, PLACE)).toEqual({ ...PLACE, arn, name });
});

test('looks up a name as it is, without an ARN', () => {
  expect(roleIdentity({ name: 'Trainer' }, PLACE)).toEqual({ ...PLACE, name: 'Trainer' });
});

test('prefers an ARN to a name', () => {
  expect(roleIdentity({ arn: 'arn:aws:iam::111122223333:role/One', name: 'Two' }, PLACE).name).toBe('One');
});

test.each<[string, string, string]>([
  ['a session', 'arn:aws:sts::111122223333:assumed-role/Trainer/me',
    "arn:aws:sts::111122223333:assumed-role/Trainer/me is a session of a role: use the role's own ARN, arn:aws:iam::111122223333:role/Trainer, with its path if it has one"],
  ['a session in China', 'arn:aws-cn:sts::999999999999:assumed-role/Trainer/me', "use the role's own ARN, arn:aws-cn:iam::999999999999:role/Trainer,"],
  ['a user', 'arn:aws:iam::111122223333:user/team/me',
    'arn:aws:iam::111122223333:user/team/me is a user, but SageMaker assumes only roles: use the ARN of a role'],
  ['the root user', 'arn:aws:iam::111122223333:root', 'arn:aws:iam::111122223333:root is the root user of an account, but SageMaker assumes only roles'],
  ['a service-linked role', 'arn:aws:iam::111122223333:role/aws-service-role/sagemaker.amazonaws.com/AWSServiceRoleForSageMaker',
    'is a service-linked role, which only its own service can assume: use another role'],
  ['another account', 'arn:aws:iam::999999999999:role/Trainer',
    'arn:aws:iam::999999999999:role/Trainer is a role of account 999999999999, but the validation runs in account 111122223333: use a role of this account'],
  ['another partition', 'arn:aws-us-gov:iam::111122223333:role/Trainer',
    'arn:aws-us-gov:iam::111122223333:role/Trainer is in the partition aws-us-gov, but the validation runs in aws: use a role of this partition'],
  ['a policy', 'arn:aws:iam::111122223333:policy/Trainer', 'is not a role ARN: use an ARN such as arn:aws:iam::123456789012:role/NAME'],
  ['a bucket', 'arn:aws:s3:::role/Trainer', 'is not a role ARN'],
  ['a name', 'Trainer', 'Trainer is not a role ARN'],
  ['nothing', '', 'is not a role ARN'],
  ['no account', 'arn:aws:iam:::role/Trainer', 'is not a role ARN'],
  ['an account with a digit before it', 'arn:aws:iam::0111122223333:role/Trainer', 'is not a role ARN'],
  ['an account with a digit behind it', 'arn:aws:iam::1111222233330:role/Trainer', 'is not a role ARN'],
  ['another service', 'arn:aws:s3::111122223333:role/Trainer', 'is not a role ARN'],
  ['another scheme', 'urn:aws:iam::111122223333:role/Trainer', 'is not a role ARN'],
  ['another kind of resource', 'arn:aws:iam::111122223333:myrole/Trainer', 'is not a role ARN'],
  ['a session of another service', 'arn:aws:iam::111122223333:assumed-role/Trainer/me', 'is not a role ARN'],
  ['a session of another scheme', 'urn:aws:sts::111122223333:assumed-role/Trainer/me', 'is not a role ARN'],
  ['a federated user', 'arn:aws:sts::111122223333:federated-user/me', 'is not a role ARN'],
  ['a user of another service', 'arn:aws:quicksight::111122223333:user/me', 'is not a role ARN'],
  ['a user of another scheme', 'urn:aws:iam::111122223333:user/me', 'is not a role ARN'],
  ['half an account', 'arn:aws:iam::1111:role/Trainer', 'is not a role ARN'],
  ['a path alone', 'arn:aws:iam::111122223333:role/team/', 'is not a role ARN'],
  ['no name', 'arn:aws:iam::111122223333:role/', 'is not a role ARN'],
  ['a name that is too long', `arn:aws:iam::111122223333:role/${'x'.repeat(65)}`, 'is not a role ARN'],
  ['a name of other letters', 'arn:aws:iam::111122223333:role/役割', 'is not a role ARN'],
  ['a region', 'arn:aws:iam:eu-west-1:111122223333:role/Trainer', 'is not a role ARN'],
  ['an empty folder', 'arn:aws:iam::111122223333:role//Trainer', 'is not a role ARN'],
  ['a path with a space', 'arn:aws:iam::111122223333:role/my team/Trainer', 'is not a role ARN'],
  ['a path of other letters', 'arn:aws:iam::111122223333:role/役割/Trainer', 'is not a role ARN'],
  ['a path with a line break', 'arn:aws:iam::111122223333:role/team\n/Trainer', 'is not a role ARN'],
  ['a path that is too long', `arn:aws:iam::111122223333:role/${'p'.repeat(511)}/Trainer`, 'is not a role ARN'],
  ['something behind it', 'arn:aws:iam::111122223333:role/Trainer:1', 'is not a role ARN'],
])('rejects %s: %s', (_, arn, message) => {
  expect(() => roleIdentity({ arn }, PLACE)).toThrow(message);
});

test.each([['team/Trainer'], ['/Trainer'], [''], ['x'.repeat(65)], ['役割'], ['arn:aws:iam::111122223333:role/Trainer'], ['a b'], [undefined]])(
  'rejects the name %j', (name) => {
    expect(() => roleIdentity({ name }, PLACE))
      .toThrow(`${JSON.stringify(name)} is not a role name: use the name without its path, of 1 to 64 letters, digits and +=,.@_-`);
  });

test('ignores an unknown account and partition', () => {
  expect(nameOf('arn:aws-cn:iam::999999999999:role/team/Trainer', {})).toBe('Trainer');
  expect(() => nameOf('arn:aws:iam::999999999999:user/me', {})).toThrow('is a user');
});
