import { CfnParameter, Reference, Token, Tokenization } from 'aws-cdk-lib';

/** The types whose values anyone who deploys the stack can choose. CloudFormation checks that values of other types exist, or are numbers. */
const FREE_TYPES: readonly string[] = ['String', 'CommaDelimitedList'];

/** Values that would match more than one resource. IAM replaces a policy variable with a value of the principal. */
const WILDCARDS = ['*', 'a*', 'a/*', '${aws:username}'];

/** The parameters in a text that can become a wildcard, because nothing limits their values. */
export function openParameters(text: string): CfnParameter[] {
  const targets = tokensOf(text).flatMap((token) => Reference.isReference(token) ? [token.target] : []);
  return targets.filter((target) => target instanceof CfnParameter).filter(isOpen);
}

function tokensOf(text: string): readonly unknown[] {
  if (!Token.isUnresolved(text)) {
    return Token.isUnresolved([text]) ? [Tokenization.reverseList([text])] : [];
  }
  return Tokenization.reverseString(text).tokens;
}

function isOpen({ type, allowedPattern, allowedValues }: CfnParameter): boolean {
  return FREE_TYPES.includes(type)
    && (allowedValues === undefined || allowedValues.some((value) => /[*?]/.test(value)))
    && (allowedPattern === undefined || WILDCARDS.some((value) => matches(allowedPattern, value)));
}

/** Whether a whole value matches a pattern. A pattern that only Java understands counts as a limit. */
function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(value);
  } catch {
    return false;
  }
}
