import {
  CfnParameter, DefaultTokenResolver, IPostProcessor, IResolvable, IResolveContext, Reference, Stack, StringConcat, Token, Tokenization,
  TokenizedStringFragments,
} from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PSEUDO_PARAMETERS, TOKEN } from './token-lengths';
import { isObject } from '../../core/iam/untyped-json';
import { isPlaceholder } from '../lookup-placeholder';

/** The value of Fn::If that a text has: the one if its condition is true, or the other. */
type Branch = 1 | 2;

/** Whether a value has a token with literal text inside, such as that of Fn.join, Fn.sub or Lazy. References have none. */
export function hasNestedText(value: unknown): boolean {
  return (JSON.stringify(value) ?? '').match(TOKEN)?.some((token) => Tokenization.reverseString(token).tokens.some((one) => !Reference.isReference(one)
    && !(token.slice('${Token['.length, -']}'.length).replace(/\.\d+$/, '') in PSEUDO_PARAMETERS))) ?? false;
}

/**
 * A value whose texts have the literal parts of their tokens, and tokens for values that only the deployment knows.
 *
 * There is one for each branch of Fn::If. Call it at synthesis, because a Lazy may not know its value earlier.
 */
export function withNestedTexts<Type>(construct: IConstruct, value: Type): Type[] {
  return ([1, 2] as const).map((branch) => mapTexts(value, (text) => new NestedText(construct, branch).of(text)) as Type);
}

function mapTexts(value: unknown, map: (text: string) => string): unknown {
  if (Array.isArray(value)) {
    return value.map((one) => mapTexts(one, map));
  }
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapTexts(one, map)]));
  }
  return typeof value === 'string' ? map(value) : value;
}

/** Resolves texts as CDK does, but keeps references as tokens. */
class NestedText extends DefaultTokenResolver {
  constructor(private readonly construct: IConstruct, private readonly branch: Branch) {
    super(new StringConcat());
  }

  public of(text: string): string {
    if (!hasNestedText(text)) {
      return text;
    }
    const nested = this.textOf(Tokenization.resolve(text, { scope: this.construct, resolver: this }));
    return isPlaceholder(nested) ? text : nested;
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    return Reference.isReference(token) ? Token.asString(token) : super.resolveToken(token, context, postProcessor);
  }

  public resolveString(fragments: TokenizedStringFragments, context: IResolveContext): string {
    const mapped = fragments.mapTokens({ mapToken: (token) => context.resolve(token) });
    return mapped.join({ join: (left, right) => [left, right].map((part) => part === undefined ? '' : this.textOf(part)).join('') });
  }

  /** The text of an intrinsic function. */
  private textOf(value: unknown): string {
    if (!isObject(value)) {
      return String(value).replace(/\{\{resolve:.*?\}\}/g, (reference) => Token.asString({ reference }));
    }
    const [[name, argument] = []] = Object.entries(value);
    const list: readonly unknown[] = [argument].flat();
    switch (name) {
      case 'Ref': return this.referenceTo(String(argument));
      case 'Fn::If': return this.textOf(list[this.branch]);
      case 'Fn::Join': return Array.isArray(list[1]) ? list[1].map((part) => this.textOf(part)).join(String(list[0])) : Token.asString(value);
      case 'Fn::Sub': return this.substituted(String(list[0]), isObject(list[1]) ? list[1] : {});
      default: return Token.asString(value);
    }
  }

  /** The text of Fn::Sub, whose placeholders are values of its own, or references. */
  private substituted(text: string, values: Readonly<Record<string, unknown>>): string {
    return text.replace(/\$\{(!?)([^}]*)\}/g, (placeholder, literal, name) => {
      if (literal !== '') {
        return `\${${name}}`;
      }
      // The token of a reference.
      return name.startsWith('Token[') ? placeholder : name in values ? this.textOf(values[name]) : this.referenceTo(name);
    });
  }

  /** The token of a parameter or another resource by its name in the template. */
  private referenceTo(name: string): string {
    const stack = Stack.of(this.construct);
    const parameter = name.startsWith('AWS::') ? undefined : stack.node.findAll().find((one) => one instanceof CfnParameter && stack.resolve(one.logicalId) === name);
    return Token.asString(parameter ? (parameter as CfnParameter).value : { Ref: name }, { displayHint: name.replace('::', '.') });
  }
}
