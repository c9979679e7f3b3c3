import { optionOf } from './option-values';
import { jobConditionsData } from '../../core/grant/data/job-condition-data';
import { JobConditionsScope } from '../../core/grant/workload';
import { checkJobConditionValues, checkTag } from '../../core/rules/job-condition-rules';
import { UsageError } from '../parser/usage-error';

/** Parses `OPTION` or `OPTION=VALUE`. The values of `instanceTypes` add up. */
export function jobConditionsScope(option: string, typed: readonly string[]): JobConditionsScope {
  const known = Object.keys(jobConditionsData().options);
  const scope = typed.reduce<Record<string, unknown>>((conditions, text) => {
    const [, name, value] = /^([^=]*)(?:=(.*))?$/s.exec(text)!;
    const takesValue = name === 'instanceTypes' || name === 'maxRuntime';
    if (!known.includes(name) || takesValue !== (value !== undefined)) {
      throw new UsageError(`${option} ${JSON.stringify(text)} is not a condition: use ${known.map(form).join(', ')}`);
    }
    const types = name === 'instanceTypes' ? [...(conditions[name] as string[] | undefined ?? []), value] : undefined;
    return { ...conditions, [name]: types ?? (takesValue ? Number(value) : true) };
  }, {});
  checkJobConditionValues(scope, optionOf);
  return scope;
}

/** Parses `KEY=VALUE`. */
export function resourceTagsScope(option: string, typed: readonly string[]): Record<string, string> {
  return Object.fromEntries(typed.map((text) => {
    const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (key === undefined) {
      throw new UsageError(`${option} ${JSON.stringify(text)} is not a tag: use KEY=VALUE, such as team=ml`);
    }
    checkTag(key, [value], optionOf);
    return [key, value];
  }));
}

function form(name: string): string {
  return name === 'instanceTypes' ? 'instanceTypes=ml.m5.large' : name === 'maxRuntime' ? 'maxRuntime=SECONDS' : name;
}
