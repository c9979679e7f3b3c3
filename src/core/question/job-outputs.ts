import { Need } from './question';
import { JobOutputData, questionData } from '../grant/data/policy-data';
import { BucketScope } from '../grant/workload';
import { hasWildcard, patternMatches } from '../iam/patterns';

/** The workload of a question. */
export interface AskedWorkload {
  readonly name: string;
  readonly features: readonly string[];
  /** The features that are only assumed. */
  readonly assumed: ReadonlySet<string>;
  readonly buckets?: readonly BucketScope[];
}

/** A log group and a namespace that the jobs of a workload write to, and how much the workload needs them. */
export interface JobOutput extends Pick<Need, 'assumption'> {
  /** Without wildcards. */
  readonly logGroup: string;
  readonly namespace: string;
  /** Whether the jobs may write to another log group. */
  readonly isSample: boolean;
}

/** Where the jobs of a workload write, as its role type and its features say it. */
export function jobOutputs(workload: AskedWorkload): JobOutput[] {
  const outputs = questionData().jobOutputs.filter((row) => isOf(row, workload)).map((row) => jobOutput(row, workload));
  // A documented or stated output takes the place of an uncertain one.
  const weight = ({ isSample, assumption }: JobOutput) => (isSample ? 1 : 0) + (assumption ? 2 : 0);
  return outputs.filter((output) => !outputs.some((other) => other.logGroup === output.logGroup && weight(other) < weight(output)));
}

/** The ARNs for an action on the log groups that a pattern allows. Undefined if the action or the resource is another one. */
export function logResources(action: string, resource: string, workload: AskedWorkload): (JobOutput & { readonly arn: string })[] | undefined {
  const [place, pattern] = resource.split(':log-group:');
  const stream = questionData().logStreams[action];
  const outputs = jobOutputs(workload).filter(({ logGroup }) => pattern !== undefined && patternMatches(pattern, logGroup));
  return stream === undefined || outputs.length === 0 ? undefined
    : outputs.map((output) => ({ ...output, arn: `${place}:log-group:${output.logGroup}:log-stream:${stream}` }));
}

function isOf({ workloads, features }: JobOutputData, workload: AskedWorkload): boolean {
  return workloads.includes(workload.name) && (!features || features.some((feature) => workload.features.includes(feature)));
}

function jobOutput({ features = [], sample = false, logGroup, namespace }: JobOutputData, workload: AskedWorkload): JobOutput {
  const used = features.filter((feature) => workload.features.includes(feature));
  const isAssumed = used.length > 0 && used.every((feature) => workload.assumed.has(feature));
  return {
    logGroup: logGroup.replace(/\*/g, 'probe'), namespace, isSample: sample || hasWildcard(logGroup), ...isAssumed ? { assumption: { feature: used[0] } } : {},
  };
}
