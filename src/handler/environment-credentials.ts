import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in the bundle for the client's whole chain of credential providers: a Lambda function has its credentials in its
 * environment, and the rest of the chain is a third of the bundle.
 */
export const defaultProvider = () => fromEnv();
