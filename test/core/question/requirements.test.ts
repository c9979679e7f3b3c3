import cases from './requirement-cases.json';
import type { WorkloadScope } from '../../../src/core/grant/workload';
import { assumedFeatures, requirements } from '../../../src/core/question/requirements';

const ENVIRONMENT = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };

interface Row {
  readonly name: string;
  readonly workload: WorkloadScope;
  readonly assumed?: readonly string[];
  readonly needs: Readonly<Record<string, readonly object[]>>;
}

test.each(cases as unknown as Row[])('$name', ({ workload, assumed, needs }) => {
  const features = assumedFeatures(workload);
  const found = requirements(workload, features, ENVIRONMENT);
  if (assumed) {
    expect([...features]).toEqual(assumed);
  }
  expect(found.filter(({ actions }) => actions.length === 0)).toEqual([]);
  for (const [action, expected] of Object.entries(needs)) {
    const all = found.filter(({ actions }) => actions.includes(action)).map(({ resources, assumption, notRequired }, index) => ({
      ...'resources' in (expected[index] ?? {}) ? { resources } : {}, ...assumption ? { assumption } : {}, ...notRequired ? { notRequired } : {},
    }));
    expect({ [action]: all }).toEqual({ [action]: expected });
  }
});
