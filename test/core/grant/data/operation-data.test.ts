import { featuresFor, operationData, operationRoles, OperationsFile } from '../../../../src/core/grant/data/operation-data';

const FILE: OperationsFile = {
  planned: ['kitchen', 'serving.oven'],
  operations: [
    { roleType: 'kitchen', features: ['knife'], roles: { CreateSoup: ['RoleArn'] }, page: 'https://example.com/soup' },
    {
      roleType: 'serving',
      features: ['spoon'],
      roles: { CreateTable: ['RoleArn'], UpdateTable: ['RoleArn'] },
      needs: [
        { if: ['CreateTable.Bread'], feature: 'oven' },
        { if: ['ServeGuest', 'CreateTable.Wine'], feature: 'glass', property: 'cellar' },
      ],
      note: 'Set it first.',
      page: 'https://example.com/table',
    },
    { service: 'bedrock', reason: 'otherService', why: 'A gardener assumes it.', roles: { CreateTable: ['Garden.RoleArn'] }, page: 'https://example.com/garden' },
    { reason: 'undocumented', why: 'No page names it.', roles: { CreateTable: ['OtherRole'] }, page: 'https://example.com/other' },
  ],
  unasked: [],
};

test('a planned role type is a reason, and says nothing about the type', () => {
  expect(operationData(FILE)[0]).toEqual({
    reason: 'planned', why: 'No role type is for it yet.', roles: { CreateSoup: ['RoleArn'] }, page: 'https://example.com/soup',
  });
});

test('a planned feature is omitted', () => {
  expect(operationData(FILE)[1].needs).toEqual([{ if: ['ServeGuest', 'CreateTable.Wine'], feature: 'glass', property: 'cellar' }]);
  expect(operationData(FILE)[1].note).toEqual('Set it first.');
});

test('an operation has the entries of all of its members, of its own service', () => {
  expect(operationRoles(FILE).map(({ service, operation, entries }) => [service, operation, entries.map(({ page }) => page)])).toEqual([
    ['sagemaker', 'CreateSoup', ['https://example.com/soup']],
    ['sagemaker', 'CreateTable', ['https://example.com/table', 'https://example.com/other']],
    ['sagemaker', 'UpdateTable', ['https://example.com/table']],
    ['sagemaker', 'ServeGuest', ['https://example.com/table']],
    ['bedrock', 'CreateTable', ['https://example.com/garden']],
  ]);
});

test('an operation that works with the role of another one needs its own feature', () => {
  const [, entry] = operationData(FILE);
  expect(featuresFor('CreateTable', entry)).toEqual(['spoon']);
  expect(featuresFor('ServeGuest', entry)).toEqual(['spoon', 'glass']);
});

test('without a file, it reads that of the package', () => {
  expect(operationData().flatMap(({ roles }) => Object.keys(roles))).toContain('CreateTrainingJob');
  expect(operationRoles().map(({ operation }) => operation)).toContain('CreateTransformJob');
});
