/**
 * A request of CloudFormation. No property is certain: a template may be written by hand.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
 */
export interface CloudFormationCustomResourceEvent {
  readonly RequestType?: string;
  readonly ResponseURL?: string;
  readonly StackId?: string;
  readonly RequestId?: string;
  readonly LogicalResourceId?: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties?: Readonly<Record<string, unknown>>;
  /** The properties before an update. */
  readonly OldResourceProperties?: Readonly<Record<string, unknown>>;
}

/** The part of Lambda's context that the function uses. */
export interface LambdaContext {
  readonly invokedFunctionArn: string;
  readonly logGroupName?: string;
  readonly logStreamName?: string;
  getRemainingTimeInMillis(): number;
}

/** The answer, without the properties that identify the request. */
export interface Answer {
  readonly status: 'SUCCESS' | 'FAILED';
  readonly reason?: string;
  readonly physicalResourceId: string;
  readonly data?: Readonly<Record<string, string>>;
}
