import { both, branches } from './branches';
import { conditionReports } from './condition-reports';
import { intrinsicOf } from './intrinsic';
import { isObject } from './json-value';
import type { TrustReport } from './model';
import { DocumentStatement, documentStatements } from './policy-document';
import { effectOf, StatementPlace } from './statement-report';
import { Template } from './template';
import { templateText } from './template-text';
import { wildcardMatch } from '../../core/patterns';

/** What lets a principal assume a role. The others that a trust policy may name only tag or name the session. */
const ASSUMING = ['sts:assumerole', 'sts:assumerolewithsaml', 'sts:assumerolewithwebidentity'];

const KINDS: Readonly<Record<string, TrustReport['principalKind']>> = { service: 'service', aws: 'aws', federated: 'federated' };

/** Whom a trust policy lets assume its role, or keeps from it: one entry for each principal of each statement. */
export function trustReports(document: unknown, place: StatementPlace): TrustReport[] {
  const reports = documentStatements(document, place.policy, place.note)
    .filter((statement) => isAboutAssuming(statement, place.template))
    .flatMap((statement) => statementTrust(statement, place));
  const seen = new Set<string>();
  return reports.filter((report) => {
    const content = JSON.stringify(report);
    return !seen.has(content) && seen.add(content);
  });
}

function statementTrust({ elements, when }: DocumentStatement, place: StatementPlace): TrustReport[] {
  const effect = effectOf(elements.get('effect'), place.policy, place);
  const conditions = conditionReports(elements.get('condition'), place.template);
  return principalsOf(elements, place.template).map(({ when: inner, ...principal }) => ({
    effect, ...principal, conditions, ...withWhen(both(when, inner)),
  }));
}

type Principal = Pick<TrustReport, 'principal' | 'principalKind' | 'when'>;

function principalsOf(elements: DocumentStatement['elements'], template: Template): Principal[] {
  if (elements.has('notprincipal')) {
    const excepted = principals(elements.get('notprincipal'), template).map(({ principal }) => principal).join(', ');
    return [{ principal: `everyone but ${excepted}`, principalKind: 'other' }];
  }
  return principals(elements.get('principal'), template);
}

function principals(element: unknown, template: Template): Principal[] {
  return branches(element).flatMap(({ value, when }) => {
    if (!isObject(value) || intrinsicOf(value)) {
      return [principalOf('other', value, when, template)];
    }
    return Object.entries(value).flatMap(([kind, names]) =>
      branches(names, when).map((branch) => principalOf(KINDS[kind.toLowerCase()] ?? 'other', branch.value, branch.when, template)));
  });
}

function principalOf(kind: TrustReport['principalKind'], name: unknown, when: string | undefined, template: Template): Principal {
  const text = templateText(name, template);
  return { principal: text, principalKind: text === '*' ? 'any' : kind, ...withWhen(when) };
}

function withWhen(when: string | undefined): Pick<TrustReport, 'when'> {
  return when === undefined ? {} : { when };
}

function isAboutAssuming({ elements }: DocumentStatement, template: Template): boolean {
  const actions = branches(elements.get('action')).map(({ value }) => templateText(value, template).toLowerCase());
  const exceptions = branches(elements.get('notaction')).map(({ value }) => templateText(value, template).toLowerCase());
  const named = (patterns: readonly string[]) => ASSUMING.some((action) => patterns.some((pattern) => wildcardMatch(pattern, action)));
  return elements.has('notaction') ? !named(exceptions) : named(actions) || actions.some((action) => action.includes('${'));
}
