import { intrinsicOf } from '../expression/intrinsic';
import { items } from '../expression/items';
import { itemText, templateText } from '../expression/template-text';
import type { ConditionReport } from '../report';
import { isObject } from '../template/json-value';
import { Located, Template } from '../template/template';

/** The conditions of a statement, one for each operator and key. What has another shape is shown as it is. */
export function conditionReports(condition: unknown, template: Template): ConditionReport[] {
  return items(condition, template).flatMap((item) => {
    const { value } = item;
    if (!isObject(value) || intrinsicOf(value)) {
      return [{ operator: '', key: '', values: [templateText(value, template)] }];
    }
    return Object.entries(value).flatMap(([operator, keys]) => items(keys, item.template).flatMap((inner) => operatorReports(operator, inner)));
  });
}

function operatorReports(operator: string, { value: keys, template }: Located): ConditionReport[] {
  if (!isObject(keys) || intrinsicOf(keys)) {
    return [{ operator, key: '', values: [templateText(keys, template)] }];
  }
  return Object.entries(keys).map(([key, values]) => ({
    operator, key, values: items(values, template).map((item) => itemText(item, template)),
  }));
}
