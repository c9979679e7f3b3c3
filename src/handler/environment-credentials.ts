import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Replaces the SDK's chain of credential providers in the bundle: a Lambda function has its credentials in its environment, and
 * the rest of the chain would be a third of the bundle.
 */
export const defaultProvider = () => fromEnv();
