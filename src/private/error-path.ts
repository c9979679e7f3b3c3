import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { partsOf } from './workload/token-parts';
import { shownText } from '../core/rules/partial-text';

/** Runs a function, and adds the path of a construct, which may not exist yet, to its error. */
export function withPath<T>(path: string | undefined, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw errorWithPath(path, error);
  }
}

/** The same error with the path of a construct in front. */
export function errorWithPath(path: string | undefined, error: unknown): Error {
  return new Error(`${path === undefined ? '' : `${path}: `}${messageOf(error)}`, { cause: error });
}

/** The message of an error, which names tokens as people know them. */
export function messageOf(error: unknown): string {
  return shownText(partsOf((error as Error).message));
}

/** The path of a grantee, unless it isn't a construct, such as a service principal. */
export function pathOf(grantee: iam.IGrantable): string | undefined {
  const construct: unknown = [grantee, grantee.grantPrincipal].find(Construct.isConstruct);
  return construct === undefined ? undefined : (construct as Construct).node.path;
}
