import { RegionInfo } from 'aws-cdk-lib/region-info';
import { knownPlace, placeOrPlaceholders } from '../../../src/cli/place/place';
import { partitionOf } from '../../../src/core/iam/partitions';

test('the partition of every region is the one that CDK knows', () => {
  const regions = RegionInfo.regions.filter(({ partition }) => partition !== undefined);
  expect(regions.length).toBeGreaterThan(30);
  expect(regions.map(({ name }) => [name, partitionOf(name)])).toEqual(regions.map(({ name, partition }) => [name, partition]));
});

test('rejects every region that CDK knows in another partition', () => {
  const regions = RegionInfo.regions.filter(({ partition }) => partition !== undefined);
  for (const { name, partition } of regions) {
    expect(placeOrPlaceholders({ region: name, partition }).partition).toEqual(partition);
    expect(() => placeOrPlaceholders({ region: name, partition: 'aws-new' })).toThrow(`does not have the Region ${name}, which belongs to '${partition}'`);
  }
});

test('uses the placeholders of the policy files for omitted options', () => {
  expect(placeOrPlaceholders({})).toEqual({ partition: '{partition}', region: '{region}', account: '{account}' });
  expect(placeOrPlaceholders({ region: 'us-isob-east-1' })).toEqual({ partition: 'aws-iso-b', region: 'us-isob-east-1', account: '{account}' });
  expect(placeOrPlaceholders({ region: 'xx-east-1', partition: 'aws-new' }).partition).toEqual('aws-new');
});

test('takes the Region from the option, AWS_REGION or AWS_DEFAULT_REGION, in this order', () => {
  const region = (given: string | undefined, variables: Record<string, string>) => knownPlace({ account: '111122223333', region: given }, variables).region;
  expect(region('eu-west-1', { AWS_REGION: 'us-east-1' })).toEqual('eu-west-1');
  expect(region(undefined, { AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-west-2' })).toEqual('us-east-1');
  expect(region(undefined, { AWS_REGION: '', AWS_DEFAULT_REGION: 'us-west-2' })).toEqual('us-west-2');
});
