import { isObject } from '../template/json-value';

/** A call of an intrinsic function. */
export interface Intrinsic {
  /** `Ref`, or the name without its `Fn::`. */
  readonly name: string;
  readonly argument: unknown;
}

/** The intrinsic function that a value is a call of, if it is one. */
export function intrinsicOf(value: unknown): Intrinsic | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  const entries = Object.entries(value);
  if (entries.length !== 1) {
    return undefined;
  }
  const [[key, argument]] = entries;
  return key === 'Ref' ? { name: key, argument } : key.startsWith('Fn::') ? { name: key.slice(4), argument } : undefined;
}

/** A reference to something of a template: a Ref has no attribute. */
export interface Reference {
  readonly logicalId: string;
  readonly attribute?: string;
}

/** The reference that a value is: Ref, Fn::GetAtt, or an Fn::Sub of one of them alone. */
export function referenceOf(value: unknown): Reference | undefined {
  const intrinsic = intrinsicOf(value);
  switch (intrinsic?.name) {
    case 'Ref': return typeof intrinsic.argument === 'string' ? { logicalId: intrinsic.argument } : undefined;
    case 'GetAtt': return attributeReference(intrinsic.argument);
    case 'Sub': return typeof intrinsic.argument === 'string' ? placeholder(intrinsic.argument) : undefined;
    default: return undefined;
  }
}

export function attributeReference(argument: unknown): Reference | undefined {
  const [logicalId, ...attribute] = typeof argument === 'string' ? argument.split('.') : Array.isArray(argument) ? argument as unknown[] : [];
  return typeof logicalId === 'string' && attribute.length > 0 && attribute.every((part) => typeof part === 'string')
    ? { logicalId, attribute: attribute.join('.') } : undefined;
}

function placeholder(text: string): Reference | undefined {
  const name = /^\$\{([^!{}][^{}]*)\}$/.exec(text)?.[1];
  return name === undefined ? undefined : name.includes('.') ? attributeReference(name) : { logicalId: name };
}

/** Whether a text holds what only the deployment knows: an expression, or a dynamic reference. */
export function isOpen(text: string): boolean {
  return text.includes('${') || text.includes('{{resolve:');
}
