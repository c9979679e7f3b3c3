import { conditionReports } from '../../../../src/core/review/policy/condition-reports';
import { MOST_LEVELS, nestsWithin, objectProperty, parsedJson, property } from '../../../../src/core/review/template/json-value';
import { linkedTemplates } from '../../../../src/core/review/template/linked-templates';
import { meantBy, Template } from '../../../../src/core/review/template/template';
import type { TemplateFile } from '../../../../src/core/review/template/template-source';

/** Links templates in memory; the files below are those of nested stacks. */
function linked(content: unknown, below: Readonly<Record<string, unknown>> = {}, file: Partial<TemplateFile> = {}) {
  const notes: string[] = [];
  const templates = linkedTemplates([{ file: 'root.json', stack: 'root', content, ...file }], {
    identityOf: (path) => path.toLowerCase(),
    nestedFile: (location) => [('path' in location ? location.path : location.url)].find((path) => path in below || path === 'ROOT.json'),
    read: (path) => below[path],
  }, (note) => notes.push(note));
  return { templates, notes };
}

const stack = (more: object = {}, metadata: object = { 'aws:asset:path': 'child.json' }) =>
  ({ Type: 'AWS::CloudFormation::Stack', Properties: more, Metadata: metadata });
const ref = (...names: string[]) => ({ Type: 'X', Properties: { A: names.map((Ref) => ({ Ref })) } });

describe('a circular dependency', () => {
  test.each<[string, object, string]>([
    ['of one resource', { A: ref('A') }, 'between resources (A → A)'],
    ['of two resources', { A: ref('B'), B: ref('A') }, 'between resources (A → B → A)'],
    ['behind another resource', { Z: ref('A'), A: ref('B'), B: ref('A') }, 'between resources (A → B → A)'],
    ['in Fn::Sub', { A: { Type: 'X', Properties: { N: { 'Fn::Sub': 'x-${B}' } } }, B: ref('A') }, 'between resources (A → B → A)'],
    ['in Fn::GetAtt', { A: { Type: 'X', Properties: { N: { 'Fn::GetAtt': ['B', 'Arn'] } } }, B: ref('A') }, 'between resources (A → B → A)'],
    ['of five resources', { A: ref('B'), B: ref('C'), C: ref('D'), D: ref('E'), E: ref('A') }, '(A → B → C → D → E → A)'],
    ['of seven resources', { A: ref('B'), B: ref('C'), C: ref('D'), D: ref('E'), E: ref('F'), F: ref('G'), G: ref('A') }, '(A → B → C → … → G → A)'],
  ])('%s is refused', (_, Resources, message) => {
    expect(() => linked({ Resources })).toThrow(`'root.json' has a circular dependency ${message}`.replace('dependency (', 'dependency between resources ('));
    expect(() => linked({ Resources })).toThrow(/: remove one of these references$/);
  });

  test.each<[string, object]>([
    ['of one condition', { C: { 'Fn::Not': [{ Condition: 'C' }] } }],
    ['of two conditions', { C: { 'Fn::And': [{ Condition: 'D' }, { 'Fn::Equals': ['a', 'b'] }] }, D: { Condition: 'C' } }],
  ])('%s is refused', (_, Conditions) => {
    expect(() => linked({ Conditions })).toThrow("'root.json' has a circular dependency between conditions (C → ");
  });

  test.each<[string, object]>([
    ['a diamond', { Resources: { A: ref('B', 'C'), B: ref('D'), C: ref('D'), D: ref() } }],
    ['a parameter of the name of a resource', { Resources: { A: ref('P'), P: ref() } }],
    ['a reference to nothing', { Resources: { A: ref('Nothing', 'AWS::Region') } }],
    ['a reference in Fn::If', { Resources: { A: { Type: 'X', Properties: { N: { 'Fn::If': ['C', { Ref: 'A' }, 'x'] } } } } }],
    ['a template with a transform', { Transform: 'X', Resources: { A: ref('A') } }],
    ['DependsOn', { Resources: { A: { Type: 'X', DependsOn: 'A' } } }],
    ['a condition whose text is its name', { Conditions: { C: { 'Fn::Equals': ['C', 'C'] } } }],
    ['a key Condition of another type', { Conditions: { C: { Condition: { 'Fn::Equals': ['C', 'x'] } } } }],
    ['a shared condition', { Conditions: { C: { Condition: 'E' }, D: { Condition: 'E' }, E: {} } }],
  ])('is not in %s', (_, template) => {
    expect(linked(template).templates).toHaveLength(1);
  });
});

describe('a nested stack', () => {
  test('belongs to its parent, with its arguments, place and name', () => {
    const child = { Parameters: { P: { Type: 'String' } } };
    const place = { environment: { account: '111122223333', region: 'eu-west-1' }, assembly: 'cdk.out' };
    const { templates: [root, nested], notes } = linked({ Resources: { Child: stack({ Parameters: { P: 'given' } }) } }, { 'child.json': child }, place);
    expect([notes, nested.stack, nested.file, nested.assembly, nested.environment, nested.parent]).toEqual(
      [[], 'root/Child', 'child.json', 'cdk.out', place.environment, root]);
    expect([...nested.given]).toEqual([['P', { value: 'given', template: root }]]);
    expect(root.nested.get('Child')).toBe(nested);
  });

  test('is found by its URL', () => {
    const { templates } = linked({ Resources: { Child: stack({ TemplateURL: { 'Fn::Sub': 'https://${AWS::Region}/x' } }, {}) } },
      { 'https://eu-west-1/x': {} }, { environment: { region: 'eu-west-1' } });
    expect(templates.map((template) => template.file)).toEqual(['root.json', 'https://eu-west-1/x']);
  });

  test('has the conditions of the stacks around it', () => {
    const child = { Conditions: { D: { 'Fn::Equals': ['c', 'd'] } }, Resources: { Deep: { ...stack({}, { 'aws:asset:path': 'deep.json' }), Condition: 'D' } } };
    const { templates: [, nested, deep] } = linked({
      Conditions: { C: { 'Fn::Equals': ['a', 'b'] } }, Resources: { Child: { ...stack(), Condition: 'C' } },
    }, { 'child.json': child, 'deep.json': {} });
    expect(nested.guard).toEqual(['C (Equals(a, b)) of root']);
    expect(deep.guard).toEqual(['C (Equals(a, b)) of root', 'D (Equals(c, d)) of root/Child']);
  });

  test.each([['AWS::CloudFormation::Stack', 'nested stack'], ['AWS::CloudFormation::StackSet', 'stack set']])('of the type %s without a template gets a note', (Type, kind) => {
    expect(linked({ Resources: { Child: { Type, Properties: { TemplateBody: '[' } } } }).notes).toEqual([
      `root: can't find the template of the ${kind} Child: the report omits its roles`,
    ]);
  });

  test('takes the parameters of a stack set, and no place', () => {
    const set = (Parameters: unknown) => ({ Type: 'AWS::CloudFormation::StackSet', Properties: { TemplateBody: '{}', Parameters } });
    const given = (parameters: unknown) => [...linked({ Resources: { Set: set(parameters) } }, {}, { environment: { region: 'eu-west-1' } }).templates[1].given.keys()];
    expect(given([{ ParameterKey: 'P', ParameterValue: 'x' }, { ParameterKey: 1 }, 'x', null])).toEqual(['P']);
    expect(given({ P: 'x' })).toEqual([]);
    expect(given(undefined)).toEqual([]);
    expect(linked({ Resources: { Set: set([]) } }, {}, { environment: { region: 'eu-west-1' } }).templates[1].environment).toEqual({});
  });

  test('must not nest itself', () => {
    expect(() => linked({ Resources: { Child: stack({}, { 'aws:asset:path': 'ROOT.json' }) } })).toThrow("'ROOT.json' nests itself: give the nested stack its own template");
    const child = { Resources: { Again: stack() } };
    expect(() => linked({ Resources: { Child: stack() } }, { 'child.json': child })).toThrow("'child.json' nests itself");
  });
});

describe('several offers', () => {
  const template = (assembly?: string, account?: string, region?: string) => ({ assembly, environment: { account, region } }) as unknown as Template;
  const own = template('a', '1', 'r');
  const offer = (of: Template) => ({ template: of });

  test.each<[string, Template[], number | undefined]>([
    ['none', [], undefined],
    ['the only one', [template()], 0],
    ['its own', [template('a', '1', 'r'), own], 1],
    ['that of its assembly', [template('b', '1', 'r'), template('a', '2', 's')], 1],
    ['that of its account and Region', [template('a', '1', 's'), template('a', '2', 'r'), template('a', '1', 'r')], 2],
    ['none of two with its account and Region', [template('a', '1', 'r'), template('a', '1', 'r')], undefined],
    ['none of two elsewhere', [template('a', '1', 's'), template('a', '2', 'r')], undefined],
    ['none of two of other assemblies', [template('b', '2', 'r'), template('c', '2', 'r')], undefined],
    ['that of its place in other assemblies', [template('b', '1', 'r'), template('c', '2', 'r')], 0],
  ])('a template means %s', (_, offered, index) => {
    const offers = offered.map(offer);
    expect(meantBy(own, offers)).toBe(index === undefined ? undefined : offers[index]);
  });

  test('a template without an assembly means none of those without one', () => {
    const offers = [template(undefined, '1', 'r'), template('b', '2', 'r')].map(offer);
    expect(meantBy(template(undefined, '3', 'r'), offers)).toBeUndefined();
  });
});

describe('a JSON value', () => {
  const deep = (levels: number): unknown => levels === 0 ? 'x' : [deep(levels - 1)];

  test.each<[string, number, unknown, boolean]>([
    ['a text', 0, 'x', true], ['null', 0, null, true], ['an empty list', 0, [], true], ['a list', 0, ['x'], false], ['a list', 1, ['x'], true],
    ['an object in a list', 1, ['x', { a: 1 }], false], ['an object in a list', 2, ['x', { a: 1 }], true], ['three levels', 2, deep(3), false], ['three levels', 3, deep(3), true],
    ['null in a list', 1, [null, null], true],
  ])('%s nests within %i levels', (_, levels, value, within) => {
    expect(nestsWithin(levels, value)).toBe(within);
  });

  test('is parsed if it is JSON with at most 500 levels', () => {
    expect(MOST_LEVELS).toBe(500);
    expect([parsedJson('{"a":1}'), parsedJson('{'), parsedJson('null')]).toEqual([{ a: 1 }, undefined, null]);
    expect(parsedJson(JSON.stringify(deep(500)))).toEqual(deep(500));
    expect(parsedJson(JSON.stringify(deep(501)))).toBeUndefined();
  });

  test('has its own properties only', () => {
    expect([property({ a: 1 }, 'a'), property({}, 'toString'), property(null, 'a'), property('abc', 'length')]).toEqual([1, undefined, undefined, undefined]);
    expect([objectProperty({ a: { b: 1 } }, 'a'), objectProperty({ a: [1] }, 'a'), objectProperty(undefined, 'a')]).toEqual([{ b: 1 }, {}, {}]);
  });
});

test('shows conditions of any form', () => {
  const { templates: [root] } = linked({});
  expect(conditionReports({ StringEquals: { 'aws:SourceVpc': ['a', 'b'] }, Bool: { 'aws:SecureTransport': true } }, root)).toEqual([
    { operator: 'StringEquals', key: 'aws:SourceVpc', values: ['a', 'b'] }, { operator: 'Bool', key: 'aws:SecureTransport', values: ['true'] },
  ]);
  expect(conditionReports({ Ref: 'All' }, root)).toEqual([{ operator: '', key: '', values: ['${All}'] }]);
  expect(conditionReports({ StringEquals: { Ref: 'Keys' } }, root)).toEqual([{ operator: 'StringEquals', key: '', values: ['${Keys}'] }]);
  expect(conditionReports(undefined, root)).toEqual([]);
});
