import { SharedStatementData, StatementData, StatementEntry } from './policy-types';

type SharedFile = { readonly statements: Readonly<Record<string, SharedStatementData>> };

/* eslint-disable @typescript-eslint/no-require-imports */
// Loaded on demand, as the role types are. Each path is a literal, so that the bundler finds the file.
const SHARED: Readonly<Record<string, () => SharedFile>> = {
  bedrock: () => require('../../../../policies/shared/bedrock.json'),
  callers: () => require('../../../../policies/shared/callers.json'),
  cloudwatch: () => require('../../../../policies/shared/cloudwatch.json'),
  ec2: () => require('../../../../policies/shared/ec2.json'),
  ecr: () => require('../../../../policies/shared/ecr.json'),
  iam: () => require('../../../../policies/shared/iam.json'),
  kms: () => require('../../../../policies/shared/kms.json'),
  lambda: () => require('../../../../policies/shared/lambda.json'),
  mlflow: () => require('../../../../policies/shared/mlflow.json'),
  s3: () => require('../../../../policies/shared/s3.json'),
  sagemaker: () => require('../../../../policies/shared/sagemaker.json'),
};
/* eslint-enable @typescript-eslint/no-require-imports */

/** The statements of a policy file, in its order, with the shared statements in place of their names. */
export function withShared(entries: readonly StatementEntry[]): StatementData[] {
  return entries.flatMap((entry) => {
    if (!('include' in entry)) {
      return [entry];
    }
    const { include, source = [], ...own } = entry;
    return include.map((name) => {
      const shared = sharedStatement(name);
      return { sid: name.split('.')[1], ...shared, ...own, source: [...new Set([...source, ...shared.source ?? []])] };
    });
  });
}

function sharedStatement(name: string): SharedStatementData {
  const [file, statement] = name.split('.');
  const data = SHARED[file]?.().statements[statement];
  if (!data) {
    throw new Error(`policies/shared/ has no statement '${name}'`);
  }
  return data;
}
