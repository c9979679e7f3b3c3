import { conditionText } from './condition-text';
import { code, codeList } from './markdown';
import { jobConditionsData } from '../../../src/core/grant/data/job-condition-data';

/** The conditions that `jobConditions` and `resourceTags` put on each action. */
export function jobConditionSection(): string {
  const { options, creating, resourceTag, taggedTypes } = jobConditionsData();
  const isCreation = (action: string) => action.includes(':Create');
  return [
    ...Object.entries(options).map(([option, { summary, conditions, conditionsWhenNamed = {} }]) => [
      `**${code(option)}** demands that ${summary}.`,
      '',
      `- Condition: ${conditionText(conditions)}`,
      ...Object.entries(conditionsWhenNamed).map(([property, named]) => `- With ${code(property)}: ${conditionText(named)}`),
      `- On: ${codeList(Object.keys(creating).filter((action) => creating[action].includes(option)))}`,
    ].join('\n')),
    [
      `**${code('resourceTags')}** demands tags.`,
      '',
      `- In the request (${code('aws:RequestTag')}): ${codeList([...Object.keys(creating).filter(isCreation), 'sagemaker:AddTags'])}`,
      `- On the resource (${code('aws:ResourceTag')}): ${codeList([...resourceTag, 'sagemaker:AddTags', 'sagemaker:ListTags'])}`,
      `- ${code('AddTags')} and ${code('ListTags')} only on these types: ${codeList(taggedTypes)}. ${code('AddTags')} as a part of a creation needs the tags only in the request.`,
    ].join('\n'),
  ].join('\n\n');
}
