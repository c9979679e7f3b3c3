import { Reference } from './expression';
import { Template } from '../template/template';

/** A reference that only the deployment resolves. */
export interface UnknownReference extends Reference {
  readonly template: Template;
  /** The default, if it is a parameter with one. */
  readonly byDefault?: string;
}

/** A function that only the deployment evaluates. */
export interface UnknownCall {
  readonly template: Template;
  readonly name: string;
  readonly argumentTexts: readonly Text[];
  readonly value: unknown;
}

export type Part = string | UnknownReference | UnknownCall;

/** The text that an expression becomes: its known and its unknown parts, in their order. */
export type Text = readonly Part[];

/** Whether the templates say all of a text. A dynamic reference is resolved by the deployment. */
export function isKnown(text: Text): text is readonly string[] {
  return text.every((part) => typeof part === 'string' && !part.includes('{{resolve:'));
}

/** Whether a text that was written for people has a placeholder or a dynamic reference. */
export function hasPlaceholder(text: string): boolean {
  return text.includes('${') || text.includes('{{resolve:');
}

/** A text for people: `${Bucket.Arn}/*`. @param home the template that the text is shown with */
export function forPeople(text: Text, home: Template): string {
  return text.map((part) => typeof part === 'string' ? part : 'argumentTexts' in part ? callForPeople(part, home) : referenceForPeople(part, home)).join('');
}

/** `${Bucket.Arn}`, and with the name of its stack if that is another one. */
function referenceForPeople({ template, logicalId, attribute, byDefault }: UnknownReference, home: Template): string {
  // A nested stack has the pseudo parameters of its parent.
  const isForeign = template !== home && !logicalId.startsWith('AWS::');
  const name = [...isForeign ? [template.stack] : [], logicalId, ...attribute === undefined ? [] : [attribute]].join('.');
  return `\${${name}${byDefault ? ` (by default ${byDefault})` : ''}}`;
}

/** `${FindInMap(Buckets, AWS::Region, Name)}` */
function callForPeople({ name, argumentTexts }: UnknownCall, home: Template): string {
  return `\${${name}(${argumentTexts.map((text) => argumentForPeople(text, home)).join(', ')})}`;
}

/** A placeholder inside another one needs no braces of its own. */
function argumentForPeople(text: Text, home: Template): string {
  const written = forPeople(text, home);
  return text.length === 1 && typeof text[0] !== 'string' ? written.slice('${'.length, -'}'.length) : written;
}

/** Pseudo parameters that differ between the stacks of one account and region. */
const STACK_SPECIFIC = ['AWS::StackName', 'AWS::StackId'];

/** A text that is equal for two expressions only if they become the same in a deployment: placeholders carry their stack. */
export function forComparison(text: Text): string {
  return text.map((part) => typeof part === 'string' ? part
    : 'argumentTexts' in part ? `\${${part.template.stack}.${JSON.stringify(part.value)}}` : referenceForComparison(part)).join('');
}

function referenceForComparison({ template, logicalId, attribute }: UnknownReference): string {
  const isShared = attribute === undefined && logicalId.startsWith('AWS::') && !STACK_SPECIFIC.includes(logicalId);
  const name = [logicalId, ...attribute === undefined ? [] : [attribute]].join('.');
  return knownPseudoParameter(logicalId, template) ?? (isShared ? `\${${name}}` : `\${${template.stack}.${name}}`);
}

function knownPseudoParameter(name: string, { environment, stackName }: Template): string | undefined {
  switch (name) {
    case 'AWS::AccountId': return environment.account;
    case 'AWS::Region': return environment.region;
    case 'AWS::StackName': return stackName;
    default: return undefined;
  }
}
