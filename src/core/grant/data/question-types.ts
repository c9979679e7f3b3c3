import type { ContextType } from '../../iam/context-keys';

/** Where the jobs and endpoints of a role type write. */
export interface JobOutputData {
  readonly workloads: readonly string[];
  /** Only with one of these features. */
  readonly features?: readonly string[];
  /** AWS doesn't document it. */
  readonly sample?: boolean;
  /** With `*` for a name that the user chooses. */
  readonly logGroup: string;
  /** Of the metrics. */
  readonly namespace: string;
}


/** How the permissions of the policy files become questions to IAM. */
export interface QuestionData {
  readonly unscopableActions: readonly string[];
  /** Condition keys that have several values in one request. */
  readonly multivaluedKeys: readonly string[];
  /** Exceptions: AWS itself grants these on ARNs. */
  readonly grantedOnArns: readonly { readonly action: string }[];
  readonly probes: readonly {
    readonly pattern: string;
    readonly probe: string;
  }[];
  /** The keys that stand for all objects of a bucket or under a prefix. */
  readonly objectKeys: readonly string[];
  /** The log stream in the ARN that an action on a log group takes. */
  readonly logStreams: Readonly<Record<string, string>>;
  readonly jobOutputs: readonly JobOutputData[];
  /** For resources of any account: accounts that a question uses in addition to the role's own. */
  readonly foreignOwners: readonly { readonly pattern: string; readonly account: string }[];
  readonly assumedContext: readonly {
    readonly actions: string;
    readonly key: string;
    readonly type: ContextType;
    readonly values: readonly string[];
  }[];
}
