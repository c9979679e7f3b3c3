import { displayText } from '../expression/display-text';
import { isPlainObject } from '../expression/expression';
import { possibleTexts, possibleValues } from '../expression/possible-values';
import type { ConditionReport } from '../report';
import { Located, Template } from '../template/template';

/** The conditions of a statement, one for each operator and key. Conditions of another form are shown as they are. */
export function conditionReports(condition: unknown, template: Template): ConditionReport[] {
  return possibleValues({ value: condition, template }).flatMap((located) => isPlainObject(located.value)
    ? Object.entries(located.value).flatMap(([operator, keys]) => operatorsOf(operator, { value: keys, template: located.template }))
    : [{ operator: '', key: '', values: [displayText(located, template)] }]);
}

function operatorsOf(operator: string, keys: Located): ConditionReport[] {
  return possibleValues(keys).flatMap((located) => isPlainObject(located.value)
    ? Object.entries(located.value).map(([key, values]) =>
      ({ operator, key, values: possibleTexts(values, located.template).map(({ text }) => text) }))
    : [{ operator, key: '', values: [displayText(located)] }]);
}
