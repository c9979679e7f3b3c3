import { Grant } from '../../core/grant/grant';
import { packGrants } from '../../core/grant/packing/packed-grants';
import { PolicyStatementJson } from '../../core/grant/packing/statement-length';
import { withSingle } from '../../core/iam/policy-json';
import { optionOf } from '../workload/option-values';

/** A policy document of IAM. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly object[];
}

/** A managed policy, and the name of its file. */
export interface NamedDocument {
  readonly name: string;
  readonly document: PolicyDocument;
}

/** The managed policies of grants. The construct may distribute the same statements differently, because it plans for tokens. */
export function policyDocuments(granted: readonly Grant[]): NamedDocument[] {
  const { policies, passRolePolicies } = packGrants(granted, ({ length }) => length, optionOf);
  return [...policies.map(named('policy')), ...passRolePolicies.map(named('pass-role-policy'))];
}

export function policyDocument(statements: readonly object[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

function named(name: string): (statements: readonly PolicyStatementJson[], index: number) => NamedDocument {
  return (statements, index) => ({
    name: index === 0 ? name : `${name}-${index + 1}`,
    document: policyDocument(statements.map(withSingles)),
  });
}

/** CDK writes a list of one value as the value. */
function withSingles(statement: PolicyStatementJson): object {
  return { ...statement, Action: withSingle(statement.Action), Resource: withSingle(statement.Resource) };
}
