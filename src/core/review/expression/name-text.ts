import { intrinsicOf, referenceOf } from './intrinsic';
import { property } from '../template/json-value';
import { Template } from '../template/template';

/** Pseudo parameters that are each stack's own. */
const OWN = ['AWS::StackName', 'AWS::StackId'];

/** What is put in of parents for one name: far above what a name needs, and not what doubles with each step. */
const MOST_STEPS = 100;

/**
 * A name that means the same in all templates, so that two which say it alike mean one thing: what is a stack's own bears the stack, and
 * what is known of its environment is put in.
 */
export function nameText(value: unknown, template: Template): string {
  return new Naming().text(value, template);
}

class Naming {
  private steps = 0;

  public text(value: unknown, template: Template): string {
    if (typeof value === 'string' || typeof value === 'number') {
      return String(value);
    }
    const reference = referenceOf(value);
    if (reference) {
      const { logicalId, attribute } = reference;
      return attribute === undefined ? this.parameter(logicalId, template) : placeholder(`${logicalId}.${attribute}`, template);
    }
    const intrinsic = intrinsicOf(value);
    const [first, second] = Array.isArray(intrinsic?.argument) ? intrinsic.argument as unknown[] : [intrinsic?.argument];
    if (intrinsic?.name === 'Join' && typeof first === 'string' && Array.isArray(second)) {
      return second.map((item) => this.text(item, template)).join(first);
    }
    if (intrinsic?.name === 'Sub' && typeof first === 'string') {
      return first.replace(/\$\{([^!{}][^{}]*)\}/g, (_, inner: string) => this.variable(inner.trim(), second, template));
    }
    return placeholder(JSON.stringify(value) ?? '', template);
  }

  private variable(name: string, variables: unknown, template: Template): string {
    const given = property(variables, name);
    return given !== undefined ? this.text(given, template) : name.includes('.') ? placeholder(name, template) : this.parameter(name, template);
  }

  private parameter(name: string, template: Template): string {
    const known = knownPseudo(name, template);
    if (known !== undefined) {
      return known;
    }
    const given = template.resources.has(name) ? undefined : template.given.get(name);
    this.steps += 1;
    return given && this.steps <= MOST_STEPS ? this.text(given.value, given.template) : placeholder(name, template);
  }
}

function knownPseudo(name: string, { environment, stackName }: Template): string | undefined {
  switch (name) {
    case 'AWS::AccountId': return environment.account;
    case 'AWS::Region': return environment.region;
    case 'AWS::StackName': return stackName;
    default: return undefined;
  }
}

function placeholder(text: string, { stack }: Template): string {
  return text.startsWith('AWS::') && !OWN.includes(text) ? `\${${text}}` : `\${${stack}.${text}}`;
}
