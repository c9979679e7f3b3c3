import { branches } from './branches';
import { intrinsicOf } from './intrinsic';
import { isObject } from './json-value';
import type { ConditionReport } from './model';
import { Template } from './template';
import { templateText } from './template-text';

/** The conditions of a statement, one for each operator and key. What has another shape is shown as it is. */
export function conditionReports(condition: unknown, template: Template): ConditionReport[] {
  return branches(condition).flatMap(({ value }) => {
    if (!isObject(value) || intrinsicOf(value)) {
      return [{ operator: '', key: '', values: [templateText(value, template)] }];
    }
    return Object.entries(value).flatMap(([operator, keys]) => branches(keys).flatMap((branch) => operatorReports(operator, branch.value, template)));
  });
}

function operatorReports(operator: string, keys: unknown, template: Template): ConditionReport[] {
  if (!isObject(keys) || intrinsicOf(keys)) {
    return [{ operator, key: '', values: [templateText(keys, template)] }];
  }
  return Object.entries(keys).map(([key, values]) => ({
    operator, key, values: branches(values).map((branch) => templateText(branch.value, template)),
  }));
}
