import cases from './workload-properties.json';
import { WORKLOAD_PROPERTIES } from '../../../src/core/rules/workload-properties';
import { longestArn, resourceArn, ResourceForm } from '../../../src/core/rules/workload-property';

const PLACE = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };
const CASES = cases as readonly {
  property: string; what?: string; example?: string; arn?: string; longestArn?: number; accepts?: string[]; rejects?: string[];
}[];

test('lists the properties in the order of the help', () => {
  expect(WORKLOAD_PROPERTIES.map(({ property }) => property)).toEqual(CASES.map(({ property }) => property));
});

describe.each(CASES)('$property', ({ property, what, example, arn, longestArn: longest, accepts = [], rejects = [], ...declared }) => {
  const row = WORKLOAD_PROPERTIES.find((one) => one.property === property)!;
  const { resource } = row as { resource?: ResourceForm };

  test('has this option, help and construct', () => {
    expect(row).toMatchObject(declared);
  });

  test('has ARNs of this form and length', () => {
    expect(resource && [resource.what, resource.example, resourceArn(resource, resource.example, PLACE), longestArn(resource)])
      .toEqual(resource && [what, example, arn, longest]);
    expect(resource === undefined).toBe(arn === undefined);
  });

  test('accepts and rejects these names', () => {
    expect(accepts.filter((name) => !resource!.name.test(name))).toEqual([]);
    expect(rejects.filter((name) => resource!.name.test(name))).toEqual([]);
  });
});
