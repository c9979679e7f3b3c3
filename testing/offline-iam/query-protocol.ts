const NAMESPACES = {
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
};

/** A request as IAM's Query protocol sends it: flat names such as `ActionNames.member.1`. */
export type QueryParams = Readonly<Record<string, string>>;

/** The content of an element. A list becomes `member` elements, and undefined values are omitted. */
export type XmlValue = string | number | boolean | undefined | readonly XmlValue[] | { readonly [name: string]: XmlValue };

export interface Answer {
  readonly status: number;
  readonly body: string;
  /** @default 'text/xml' */
  readonly contentType?: string;
  /** @default - only the content type */
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error response with its code, such as `NoSuchEntity`. */
export class IamError extends Error {
  constructor(readonly status: number, readonly code: string, message: string) {
    super(message);
  }
}

export const validationError = (message: string) => new IamError(400, 'ValidationError', `1 validation error detected: ${message}`);
export const invalidInput = (message: string) => new IamError(400, 'InvalidInput', message);

/** The items of a list of strings, in the order of their numbers. */
export function listOf(params: QueryParams, name: string): string[] {
  return numbersOf(params, name).map((number) => params[`${name}.member.${number}`]).filter((value) => value !== undefined);
}

/** The items of a list of structures, each with its own flat names. */
export function structuresOf(params: QueryParams, name: string): QueryParams[] {
  return numbersOf(params, name).map((number) => {
    const prefix = `${name}.member.${number}.`;
    const fields = Object.entries(params).filter(([key]) => key.startsWith(prefix));
    return Object.fromEntries(fields.map(([key, value]) => [key.slice(prefix.length), value]));
  });
}

export function resultAnswer(action: string, result: XmlValue, requestId: string, service: keyof typeof NAMESPACES = 'iam'): Answer {
  const content = element(`${action}Result`, result) + element('ResponseMetadata', { RequestId: requestId });
  return { status: 200, body: `<${action}Response xmlns="${NAMESPACES[service]}">${content}</${action}Response>` };
}

export function errorAnswer({ status, code, message }: IamError, requestId: string): Answer {
  const error = element('Error', { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message });
  return { status, body: `<ErrorResponse xmlns="${NAMESPACES.iam}">${error}${element('RequestId', requestId)}</ErrorResponse>` };
}

function numbersOf(params: QueryParams, name: string): number[] {
  const prefix = `${name}.member.`;
  const numbers = Object.keys(params).filter((key) => key.startsWith(prefix)).map((key) => parseInt(key.slice(prefix.length), 10));
  return [...new Set(numbers)].sort((a, b) => a - b);
}

function element(name: string, value: XmlValue): string {
  return value === undefined ? '' : `<${name}>${contentOf(value)}</${name}>`;
}

function contentOf(value: XmlValue): string {
  if (Array.isArray(value)) {
    return value.map((item) => element('member', item)).join('');
  }
  return typeof value === 'object'
    ? Object.entries(value).map(([name, item]) => element(name, item)).join('')
    : escaped(String(value));
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
