/** The name in warning ids and tags. */
export const PACKAGE = 'cdk-sagemaker-execution-role';
