import { Duration } from 'aws-cdk-lib';

/** The timeout of the function, and the longest that AWS Lambda allows. The rate of SimulatePrincipalPolicy is low, and the whole account shares it. */
export const FUNCTION_TIMEOUT = Duration.minutes(15);

/** The longest time for retries of a negative answer. The function needs the rest of its time to ask. */
export const LONGEST_PROPAGATION = Duration.minutes(3);

/** How long CloudFormation waits for an answer: a bit longer than the function runs, and not its default of one hour, in case the function crashes. */
export const SERVICE_TIMEOUT = Duration.minutes(16);
