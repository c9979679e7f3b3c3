import { isObject } from '../../iam/untyped-json';

/** A JSON object by its keys in lower case. */
export type Elements = ReadonlyMap<string, unknown>;

/** The statements of a policy, URL-encoded as IAM returns it, or plain JSON. Undefined if any of them is not a statement. */
export function statementsOf(document: string): Elements[] | undefined {
  const statement = elementsOf(parse(document) ?? parse(decode(document)))?.get('statement');
  const statements = (Array.isArray(statement) ? statement : [statement]).map(elementsOf);
  return statements.every((elements) => elements !== undefined && ['Allow', 'Deny'].includes(elements.get('effect') as string))
    ? statements as Elements[]
    : undefined;
}

function parse(json: string | undefined): unknown {
  try {
    return json === undefined ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}

function decode(document: string): string | undefined {
  try {
    return decodeURIComponent(document);
  } catch {
    return undefined;
  }
}

/** The entries of an object. Undefined for anything else, and if two keys differ only in case. */
export function elementsOf(value: unknown): Elements | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  const entries = Object.entries(value);
  const elements = new Map(entries.map(([key, element]) => [key.toLowerCase(), element]));
  return elements.size === entries.length ? elements : undefined;
}
