/** The name in warning ids, tags and descriptions. The report recognizes the library's roles by it. */
export const PACKAGE = 'cdk-sagemaker-execution-role';
