import { isObject } from '../../iam/untyped-json';
import { JsonObject, property } from '../template/json-value';

/** A call of an intrinsic function: `Ref`, or the name without its `Fn::`. */
export interface Call {
  readonly name: string;
  readonly argument: unknown;
}

/** A reference to a resource, a parameter or a pseudo parameter. A Ref has no attribute. */
export interface Reference {
  readonly logicalId: string;
  readonly attribute?: string;
}

/** A piece of an Fn::Sub: a literal text, or the value of a variable. */
export type Piece = string | { readonly value: unknown };

/**
 * A value of a template as CloudFormation reads it. A function that CloudFormation doesn't have, or whose argument has the wrong form, is an
 * `unknown`. This is the only place that knows the forms of the functions.
 */
export type Expression =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'list'; readonly items: readonly unknown[] }
  | { readonly kind: 'object'; readonly members: JsonObject }
  | { readonly kind: 'reference'; readonly call: Call; readonly reference: Reference }
  | { readonly kind: 'import'; readonly call: Call; readonly exportName: unknown }
  | { readonly kind: 'stack output'; readonly call: Call; readonly stackName: unknown; readonly region: unknown; readonly output: unknown }
  | { readonly kind: 'join'; readonly call: Call; readonly separator: string; readonly list: unknown }
  | { readonly kind: 'split'; readonly call: Call; readonly separator: string; readonly text: unknown }
  | { readonly kind: 'substitution'; readonly call: Call; readonly pieces: readonly Piece[] }
  | { readonly kind: 'select'; readonly call: Call; readonly index: number; readonly list: unknown }
  | { readonly kind: 'mapping'; readonly call: Call; readonly keys: readonly unknown[] }
  | { readonly kind: 'choice'; readonly call: Call; readonly condition: string; readonly whenTrue: unknown; readonly whenFalse: unknown }
  | { readonly kind: 'unknown'; readonly call: Call };

/** Reads a value of a template. */
export function expressionOf(value: unknown): Expression {
  if (value === null || value === undefined) {
    return { kind: 'nothing' };
  }
  if (Array.isArray(value)) {
    return { kind: 'list', items: value };
  }
  if (!isObject(value)) {
    return { kind: 'text', text: String(value) };
  }
  const call = callOf(value);
  return call ? readCall(call) ?? { kind: 'unknown', call } : { kind: 'object', members: value };
}

/** Whether a value is an object that holds data, and not a call of a function. */
export function isPlainObject(value: unknown): value is JsonObject {
  return isObject(value) && callOf(value) === undefined;
}

function callOf(value: JsonObject): Call | undefined {
  const keys = Object.keys(value);
  if (keys.length !== 1) {
    return undefined;
  }
  const [key] = keys;
  return key === 'Ref' ? { name: key, argument: value[key] } : key.startsWith('Fn::') ? { name: key.slice('Fn::'.length), argument: value[key] } : undefined;
}

/** A call of a known function; undefined if its argument has the wrong form. */
function readCall(call: Call): Expression | undefined {
  const { name, argument } = call;
  const [first, second, third] = Array.isArray(argument) ? argument as unknown[] : [];
  switch (name) {
    case 'Ref': return typeof argument === 'string' ? readReference({ logicalId: argument }, call) : undefined;
    case 'GetAtt': {
      const reference = attributeReference(argument);
      return reference && { kind: 'reference', call, reference };
    }
    case 'ImportValue': return { kind: 'import', call, exportName: argument };
    case 'GetStackOutput': return {
      kind: 'stack output', call, stackName: property(argument, 'StackName'), region: property(argument, 'Region'), output: property(argument, 'OutputName'),
    };
    case 'Join': return typeof first === 'string' && second !== undefined ? readJoin(call, first, second) : undefined;
    case 'Split': return typeof first === 'string' && first !== '' ? { kind: 'split', call, separator: first, text: second } : undefined;
    case 'Sub': return readSubstitution(call);
    case 'Select': return isIndex(first) ? { kind: 'select', call, index: Number(first), list: second } : undefined;
    case 'FindInMap': return third === undefined ? undefined : { kind: 'mapping', call, keys: [first, second, third] };
    case 'If': return typeof first === 'string' ? { kind: 'choice', call, condition: first, whenTrue: second, whenFalse: third } : undefined;
    default: return undefined;
  }
}

function readReference(reference: Reference, call: Call): Expression {
  return reference.logicalId === 'AWS::NoValue' ? { kind: 'nothing' } : { kind: 'reference', call, reference };
}

function attributeReference(argument: unknown): Reference | undefined {
  const [logicalId, ...attribute] = typeof argument === 'string' ? argument.split('.') : Array.isArray(argument) ? argument as unknown[] : [];
  return typeof logicalId === 'string' && attribute.length > 0 && attribute.every((part) => typeof part === 'string')
    ? { logicalId, attribute: attribute.join('.') } : undefined;
}

/** The only item of a list, joined, stays what it is. */
function readJoin(call: Call, separator: string, list: unknown): Expression {
  return Array.isArray(list) && list.length === 1 ? expressionOf(list[0]) : { kind: 'join', call, separator, list };
}

/** A text without variables is a literal, and a variable alone stays what it is. */
function readSubstitution(call: Call): Expression | undefined {
  const [text, variables] = Array.isArray(call.argument) ? call.argument as unknown[] : [call.argument];
  if (typeof text !== 'string') {
    return undefined;
  }
  const pieces = piecesOf(text, variables);
  if (pieces.every((piece) => typeof piece === 'string')) {
    return { kind: 'text', text: pieces.join('') };
  }
  const [only] = pieces;
  return pieces.length === 1 && typeof only !== 'string' ? expressionOf(only.value) : { kind: 'substitution', call, pieces };
}

function piecesOf(text: string, variables: unknown): Piece[] {
  return text.split(/(\$\{[^{}]*\})/).filter((piece) => piece !== '').map((piece): Piece => {
    const name = /^\$\{([^{}]*)\}$/.exec(piece)?.[1].trim();
    if (name === undefined) {
      return piece;
    }
    if (name.startsWith('!')) {
      return `\${${name.slice(1)}}`;
    }
    const given = property(variables, name);
    return { value: given !== undefined ? given : name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name } };
  });
}

function isIndex(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'string' && /^\d+$/.test(value);
}
