import { displayText } from '../../../../src/core/review/expression/display-text';
import { targetOf } from '../../../../src/core/review/expression/follow';
import { identityText } from '../../../../src/core/review/expression/identity-text';
import { possibleTexts } from '../../../../src/core/review/expression/possible-values';
import { linkedTemplates } from '../../../../src/core/review/template/linked-templates';
import type { Template } from '../../../../src/core/review/template/template';
import type { TemplateFile } from '../../../../src/core/review/template/template-source';

type Stack = Partial<TemplateFile>;

/** Links templates in memory. Each name is its stack. */
function linked(stacks: Readonly<Record<string, Stack>>): Record<string, Template> {
  const files = Object.entries(stacks).map(([stack, file]): TemplateFile => ({ file: `${stack}.json`, stack, stackName: stack, content: {}, ...file }));
  const templates = linkedTemplates(files, { identityOf: (file) => file, nestedFile: () => undefined, read: () => undefined }, () => undefined);
  return Object.fromEntries(templates.map((template) => [template.stack, template]));
}

const valuesIn = (template: Template, value: unknown) => possibleTexts(value, template).map(({ text }) => text);
const output = (Value: unknown) => ({ Outputs: { Name: { Value } } });
const stackOutput = (more: object = {}) => ({ 'Fn::GetStackOutput': { StackName: 'core', OutputName: 'Name', ...more } });

describe('the output of another stack', () => {
  const west = { environment: { region: 'eu-west-1' } };

  test.each<[string, object, string[]]>([
    ['leads to its value', stackOutput(), ['from-core']],
    ['leads to its value in the Region that it names', stackOutput({ Region: 'eu-west-1' }), ['from-core']],
    ['of another Region stays', stackOutput({ Region: 'eu-north-1' }), ['${GetStackOutput({StackName: core, OutputName: Name, Region: eu-north-1})}']],
    ['of another stack stays', stackOutput({ StackName: 'none' }), ['${GetStackOutput({StackName: none, OutputName: Name})}']],
    ['that the stack lacks stays', stackOutput({ OutputName: 'None' }), ['${GetStackOutput({StackName: core, OutputName: None})}']],
    ['with an unknown name stays', stackOutput({ OutputName: { Ref: 'X' } }), ['${GetStackOutput({StackName: core, OutputName: ${X}})}']],
  ])('%s', (_, value, texts) => {
    const { app } = linked({ core: { ...west, content: output('from-core') }, other: { ...west, content: output('from-other') }, app: { ...west, content: {} } });
    expect(valuesIn(app, value)).toEqual(texts);
  });

  test('leads to a stack of an unknown Region', () => {
    const { app } = linked({ core: { content: output('from-core') }, app: { content: {} } });
    expect(valuesIn(app, stackOutput({ Region: 'eu-west-1' }))).toEqual(['from-core']);
  });

  test('is a list of several values', () => {
    const { app } = linked({ core: { content: output(['a', 'b']) }, app: { content: {} } });
    expect(valuesIn(app, stackOutput())).toEqual(['a', 'b']);
  });

  test('leads to a resource', () => {
    const { app, core } = linked({
      core: { content: { Resources: { Own: { Type: 'AWS::IAM::Role' } }, ...output({ 'Fn::GetAtt': ['Own', 'Arn'] }) } }, app: { content: {} },
    });
    expect(targetOf({ value: stackOutput(), template: app })).toEqual({ template: core, resource: core.resources.get('Own'), attribute: 'Arn' });
  });
});

describe('a value of a stack in another Region', () => {
  const writer = (exports: object, Type = 'Custom::CrossRegionExportWriter') =>
    ({ content: { Resources: { Writer: { Type, Properties: { WriterProps: { exports } } } } } });
  const reader = (type = 'Custom::CrossRegionExportReader') => ({ content: { Resources: { Reader: { Type: type } } } });
  const READ = { 'Fn::GetAtt': ['Reader', '/cdk/exports/name'] };
  const UNKNOWN = ['${Reader./cdk/exports/name}'];

  test('leads to the value that the CDK writes there', () => {
    const { app } = linked({ core: writer({ '/cdk/exports/other': 'y', '/cdk/exports/name': 'x' }), app: reader() });
    expect(valuesIn(app, READ)).toEqual(['x']);
    expect(valuesIn(app, { 'Fn::Sub': 'arn:${Reader./cdk/exports/name}/*' })).toEqual(['arn:x/*']);
  });

  test.each<[string, Record<string, Stack>]>([
    ['nothing writes it', { core: writer({ '/cdk/exports/other': 'y' }), app: reader() }],
    ['another resource writes it', { core: writer({ '/cdk/exports/name': 'x' }, 'Custom::Other'), app: reader() }],
    ['another resource reads it', { core: writer({ '/cdk/exports/name': 'x' }), app: reader('Custom::Other') }],
    ['two stacks write it', { core: writer({ '/cdk/exports/name': 'x' }), more: writer({ '/cdk/exports/name': 'y' }), app: reader() }],
  ])('stays if %s', (_, stacks) => {
    expect(valuesIn(linked(stacks).app, READ)).toEqual(UNKNOWN);
  });

  test('stays without its name', () => {
    const { app } = linked({ core: writer({ '/cdk/exports/name': 'x' }), app: reader() });
    expect(valuesIn(app, { Ref: 'Reader' })).toEqual(['${Reader}']);
  });
});

describe('the identity of a text', () => {
  const content = { Parameters: { P: { Type: 'String' } }, Resources: { Own: { Type: 'AWS::S3::Bucket' } } };
  const place = { environment: { account: '111122223333', region: 'eu-west-1' } };
  const identityIn = (value: unknown, file: Stack) => identityText({ value, template: linked({ own: { content, ...file } }).own });

  test.each<[string, unknown, Partial<TemplateFile>, string]>([
    ['the account', { 'Fn::Sub': 'a-${AWS::AccountId}' }, place, 'a-111122223333'],
    ['the Region', { 'Fn::Sub': 'a-${AWS::Region}' }, place, 'a-eu-west-1'],
    ['the name of the stack', { 'Fn::Sub': 'a-${AWS::StackName}' }, {}, 'a-own'],
    ['an unknown account', { Ref: 'AWS::AccountId' }, {}, '${AWS::AccountId}'],
    ['the id of the stack', { Ref: 'AWS::StackId' }, {}, '${own.AWS::StackId}'],
    ['a parameter', { Ref: 'P' }, {}, '${own.P}'],
    ['a parameter that the cloud assembly passes', { Ref: 'P' }, { parameters: { P: 'passed' } }, 'passed'],
    ['an attribute', { 'Fn::GetAtt': ['Own', 'Arn'] }, {}, '${own.Own.Arn}'],
    ['an attribute of the name of a parameter', { 'Fn::GetAtt': ['P', 'Arn'] }, { parameters: { P: 'passed' } }, '${own.P.Arn}'],
    ['a text', 'own', {}, 'own'],
  ])('has %s', (_, value, file, text) => {
    expect(identityIn(value, file)).toBe(text);
  });
});

describe('functions of a wrong form', () => {
  const { own } = linked({ own: { content: { Mappings: { M: { a: { b: 'mapped' } } } } } });
  const shown = (value: unknown) => displayText({ value, template: own });

  test.each<[unknown, string]>([
    [{ 'Fn::Select': ['1', ['a', 'b']] }, 'b'],
    [{ 'Fn::Select': ['10', ['a', 'b']] }, '${Select(10, [a, b])}'],
    [{ 'Fn::Select': ['1x', ['a', 'b']] }, '${Select(1x, [a, b])}'],
    [{ 'Fn::Select': ['x1', ['a', 'b']] }, '${Select(x1, [a, b])}'],
    [{ 'Fn::FindInMap': ['M', 'a', 'b'] }, 'mapped'],
    [{ 'Fn::Sub': 'plain' }, 'plain'],
    [{ 'Fn::Sub': '${!Literal}' }, '${Literal}'],
    [{ 'Fn::Sub': 'x${Own}' }, 'x${Own}'],
    [{ 'Fn::Sub': '${Own}x' }, '${Own}x'],
    [{ 'Fn::Sub': ['${V}', { V: 'given' }] }, 'given'],
    ['text', 'text'],
  ])('%j is shown as %s', (value, text) => {
    expect(shown(value)).toBe(text);
  });
});
