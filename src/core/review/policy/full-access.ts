/**
 * The number of actions of the authorization reference that AWS's managed policy AmazonSageMakerFullAccess allows, in its version 29 of
 * February 2026.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSageMakerFullAccess.html
 */
export const FULL_ACCESS_ACTIONS = 739;
