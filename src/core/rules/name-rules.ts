import { InputError } from './input-error';

interface Limit {
  /** The limited thing, in words. */
  readonly subject: string;
  readonly most: number;
  readonly unit: 'characters' | 'bytes';
}

/** The limits of AWS on the names that a workload lists, by property. */
const LIMITS: Readonly<Record<string, Limit>> = {
  /** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
  buckets: { subject: 'a prefix', most: 1_024, unit: 'bytes' },
  /** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModelPackageGroup.html */
  modelPackageGroups: { subject: 'the name of a model package group', most: 63, unit: 'characters' },
  /** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateMlflowTrackingServer.html */
  mlflowServers: { subject: 'the name of an MLflow app or tracking server', most: 256, unit: 'characters' },
  /** @see https://docs.aws.amazon.com/glue/latest/webapi/API_DatabaseInput.html */
  glueDatabases: { subject: 'the name of a database', most: 255, unit: 'characters' },
  /** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
  metricNamespaces: { subject: 'a namespace', most: 255, unit: 'characters' },
};

export function checkLength(property: string, name: string, displayName: (property: string) => string): void {
  const { subject, most, unit } = LIMITS[property];
  const length = unit === 'bytes' ? new TextEncoder().encode(name).length : name.length;
  if (length > most) {
    throw new InputError(`${displayName(property)} lists ${JSON.stringify(name)} with ${length} ${unit}, but ${subject} can have only ${most}: use a shorter one`);
  }
}

/** Rejects a policy variable: IAM replaces it, so the name would differ for each principal. */
export function checkNoVariable(property: string, name: string, displayName: (property: string) => string): void {
  if (name.includes('${')) {
    throw new InputError(`${displayName(property)} lists ${JSON.stringify(name)}, which has a policy variable: write the name without '\${'`);
  }
}

/** Rejects a value that isn't a member of an enum. No compiler checks an app in JavaScript. */
export function checkMember(property: string, value: string, members: readonly string[]): void {
  if (!members.includes(value)) {
    throw new InputError(`'${property}' is ${JSON.stringify(value)}: use one of ${members.join(', ')}`);
  }
}
