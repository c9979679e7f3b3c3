import { Grant } from '../../core/grant/grant';
import { packGrants } from '../../core/grant/packing/packed-grants';
import { PolicyStatementJson } from '../../core/grant/packing/statement-length';
import { withSingle } from '../../core/iam/policy-json';
import { optionOf } from '../workload/option-values';

/** A policy document as IAM takes it. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly object[];
}

/** A managed policy, and what to call its file. */
export interface NamedDocument {
  readonly name: string;
  readonly document: PolicyDocument;
}

/** The managed policies of grants: the construct's statements, which it may distribute otherwise where it does not know lengths. */
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

/** As CDK writes it: a list of one is its member. */
function withSingles(statement: PolicyStatementJson): object {
  return { ...statement, Action: withSingle(statement.Action), Resource: withSingle(statement.Resource) };
}
