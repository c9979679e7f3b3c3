import { Duration } from 'aws-cdk-lib';

/** The timeout of the function: it waits until IAM is consistent, and for IAM's rate limit. */
export const FUNCTION_TIMEOUT = Duration.minutes(5);

/** The longest time for retries of a negative answer. The function needs the rest of its time to ask. */
export const LONGEST_PROPAGATION = Duration.minutes(3);

/** How long CloudFormation waits for an answer. */
export const SERVICE_TIMEOUT = Duration.minutes(6);
