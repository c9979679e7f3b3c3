import { wildcardMatch } from '../../iam/patterns';
import { displayText } from '../expression/display-text';
import { isPlainObject } from '../expression/expression';
import { both, Guard, whenText } from '../expression/guard';
import { PossibleValue, possibleTexts, possibleValues } from '../expression/possible-values';
import { hasPlaceholder } from '../expression/text-parts';
import { conditionReports } from '../policy/condition-reports';
import { DocumentPlace, DocumentStatement, documentStatements } from '../policy/policy-document';
import { effectOf } from '../policy/statement-report';
import type { TrustReport } from '../report';
import { Template } from '../template/template';

/** The actions that let a principal assume a role. The other actions of a trust policy only tag or name the session. */
const ASSUMING = ['sts:assumerole', 'sts:assumerolewithsaml', 'sts:assumerolewithwebidentity'];

const KINDS = new Map<string, TrustReport['principalKind']>([['service', 'service'], ['aws', 'aws'], ['federated', 'federated']]);

/** The principals that a trust policy allows or denies to assume its role: one entry for each principal of each statement. */
export function trustReports(document: unknown, place: DocumentPlace): TrustReport[] {
  const all = documentStatements(document, place).filter(isAboutAssuming).flatMap((statement) => guardedTrust(statement, place));
  const guards = new Map<string, Guard[]>();
  const reports = new Map(all.map(({ report, guard }) => {
    const content = JSON.stringify(report);
    guards.set(content, [...guards.get(content) ?? [], guard]);
    return [content, report];
  }));
  return [...reports].map(([content, report]) => {
    const when = whenText(guards.get(content)!);
    return { ...report, ...when === undefined ? {} : { when } };
  });
}

/** One principal of a statement, and its guard. */
interface GuardedTrust {
  readonly report: TrustReport;
  readonly guard: Guard;
}

function guardedTrust(statement: DocumentStatement, place: DocumentPlace): GuardedTrust[] {
  const { elements, template, guard } = statement;
  const effect = effectOf(statement, place.policy, place.note);
  const conditions = conditionReports(elements.get('condition'), template);
  return principalsOf(statement).flatMap(({ guard: inner, ...principal }) => {
    const all = both(guard, inner);
    return all ? [{ report: { effect, ...principal, conditions }, guard: all }] : [];
  });
}

interface Principal extends Pick<TrustReport, 'principal' | 'principalKind'> {
  readonly guard: Guard;
}

function principalsOf({ elements, template, guard }: DocumentStatement): Principal[] {
  if (elements.has('notprincipal')) {
    const excepted = principals(elements.get('notprincipal'), template).map(({ principal }) => principal).join(', ');
    return [{ principal: `everyone except ${excepted}`, principalKind: 'other', guard }];
  }
  return principals(elements.get('principal'), template);
}

function principals(element: unknown, home: Template): Principal[] {
  return possibleValues({ value: element, template: home }).flatMap((item) => {
    const { value, template, guard } = item;
    if (!isPlainObject(value)) {
      return [principalOf('other', item, home)];
    }
    return Object.entries(value).flatMap(([kind, names]) => possibleValues({ value: names, template }).flatMap((name) => {
      const all = both(guard, name.guard);
      return all ? [principalOf(KINDS.get(kind.toLowerCase()) ?? 'other', { ...name, guard: all }, home)] : [];
    }));
  });
}

function principalOf(kind: TrustReport['principalKind'], item: PossibleValue, home: Template): Principal {
  const text = displayText(item, home);
  return { principal: text, principalKind: text === '*' ? 'any' : kind, guard: item.guard };
}

function isAboutAssuming({ elements, template }: DocumentStatement): boolean {
  const texts = (element: string) => possibleTexts(elements.get(element), template, 'taken').map(({ text }) => text.toLowerCase());
  const named = (patterns: readonly string[]) => ASSUMING.some((action) => patterns.some((pattern) => wildcardMatch(pattern, action)));
  return elements.has('notaction') ? !named(texts('notaction')) : named(texts('action')) || texts('action').some(hasPlaceholder);
}
