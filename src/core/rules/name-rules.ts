import { InputError } from './input-error';

interface Limit {
  /** What is limited, in words. */
  readonly what: string;
  readonly most: number;
  readonly unit: 'characters' | 'bytes';
}

/** What AWS allows of the names that a workload lists, by its property. */
const LIMITS: Readonly<Record<string, Limit>> = {
  /** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
  buckets: { what: 'a prefix', most: 1_024, unit: 'bytes' },
  /** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModelPackageGroup.html */
  modelPackageGroups: { what: 'the name of a model package group', most: 63, unit: 'characters' },
  /** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateMlflowTrackingServer.html */
  mlflowServers: { what: 'the name of an MLflow app or tracking server', most: 256, unit: 'characters' },
  /** @see https://docs.aws.amazon.com/glue/latest/webapi/API_DatabaseInput.html */
  glueDatabases: { what: 'the name of a database', most: 255, unit: 'characters' },
  /** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
  metricNamespaces: { what: 'a namespace', most: 255, unit: 'characters' },
};

export function checkLength(property: string, name: string, displayName: (property: string) => string): void {
  const { what, most, unit } = LIMITS[property];
  const length = unit === 'bytes' ? new TextEncoder().encode(name).length : name.length;
  if (length > most) {
    throw new InputError(`${displayName(property)} has ${JSON.stringify(name)} of ${length} ${unit}, and ${what} has ${most} at most: use a shorter one`);
  }
}

/** IAM replaces variables, so that a name would mean another one for each principal. */
export function checkNoVariable(property: string, name: string, displayName: (property: string) => string): void {
  if (name.includes('${')) {
    throw new InputError(`${displayName(property)} lists ${JSON.stringify(name)}, which has a policy variable: write the name out, without '\${'`);
  }
}

/** A member of an enum, which no compiler has checked of an app in JavaScript. */
export function checkMember(property: string, value: string, members: readonly string[]): void {
  if (!members.includes(value)) {
    throw new InputError(`'${property}' is ${JSON.stringify(value)}: use one of ${members.join(', ')}`);
  }
}
