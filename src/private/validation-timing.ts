import { Duration } from 'aws-cdk-lib';

/** How long the function may take: waiting for IAM to become consistent, and for its rate. */
export const FUNCTION_TIMEOUT = Duration.minutes(5);

/** The longest time for which a bad answer is asked again; the rest of the function's time is for asking. */
export const LONGEST_PROPAGATION = Duration.minutes(3);

/** How long CloudFormation waits for an answer. */
export const SERVICE_TIMEOUT = Duration.minutes(6);
