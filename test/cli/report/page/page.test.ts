import { createHash } from 'crypto';
import { html, inlineElement, Part } from '../../../../src/cli/report/page/html';
import { PAGE_STYLE } from '../../../../src/cli/report/page/page-style';
import { rolePicture } from '../../../../src/cli/report/page/picture/role-picture';
import { scopeLabel, shortened } from '../../../../src/cli/report/page/picture/scope-label';
import { renderPage } from '../../../../src/cli/report/page/render-page';
import { sourceList } from '../../../../src/cli/report/page/section/source-list';
import type { RoleReport, StatementReport } from '../../../../src/core/review/report';
import { manyRoles } from '../../../browser/models/many';
import { TEAM } from '../../../browser/models/team';

describe('escapes the text', () => {
  test.each<[Part, string]>([
    ['<b>', '&lt;b&gt;'],
    ['a & b', 'a &amp; b'],
    ['"\'', '&quot;&#39;'],
    ['&lt;', '&amp;lt;'],
    ['line\nand\ttab', 'line\nand\ttab'],
    ['nul\u0000', 'nul[U+0000]'],
    ['\u202Etxt.exe', '[U+202E]txt.exe'],
    ['a\u2028b', 'a[U+2028]b'],
    ['\uFEFF\u00AD', '[U+FEFF][U+00AD]'],
    ['a letter\u3164 that\u115F is\uFFA0 not\u2800 seen\u034F\uFE0F', 'a letter[U+3164] that[U+115F] is[U+FFA0] not[U+2800] seen[U+034F][U+FE0F]'],
    ['half a pair: \uD83D', 'half a pair: [U+D83D]'],
    ['ünï 日本 😀', 'ünï 日本 😀'],
    [0, '0'],
    [undefined, ''],
    [false, ''],
    [['<', html`<b>${'<'}</b>`, ['>']], '&lt;<b>&lt;</b>&gt;'],
  ])('%j', (part, markup) => {
    expect(html`<i title="${part}">${part}</i>`.toString()).toBe(`<i title="${markup}">${markup}</i>`);
  });

  test('rejects a style or script that contains an end tag', () => {
    expect(() => inlineElement('script', "'</script>'")).toThrow("an inline script can't contain the end of an element");
  });
});

describe('the page', () => {
  const page = renderPage(TEAM);

  test('loads nothing, and has no addresses except links', () => {
    expect([...new Set([...page.matchAll(/<([a-z][a-z0-9]*)/g)].map(([, name]) => name))].sort()).toEqual([
      'a', 'article', 'b', 'body', 'button', 'code', 'dd', 'desc', 'details', 'div', 'dl', 'dt', 'figcaption', 'figure', 'h1', 'h2', 'h3', 'h4', 'head',
      'header', 'html', 'input', 'label', 'li', 'main', 'meta', 'option', 'p', 'path', 'rect', 'script', 'section', 'select', 'span', 'style', 'summary',
      'svg', 'table', 'tbody', 'td', 'text', 'tfoot', 'th', 'thead', 'title', 'tr', 'ul',
    ]);
    expect(page).not.toMatch(/ (src|srcset|data|action|poster|background|xlink:href|style|on[a-z]+)=/);
    expect(page).not.toMatch(/url\(|@import|xmlns|fetch|XMLHttpRequest|import\(/);
    expect([...page.matchAll(/<(\w+)[^>]* href="([^#"][^"]*)"/g)].map(([, element, address]) => `${element} ${address}`)).toEqual([
      'a https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html',
      'a https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html',
    ]);
  });

  test('has a policy that allows only its own style and script', () => {
    const hash = (element: string) => {
      const contents = [...page.matchAll(new RegExp(`<${element}>(.*?)</${element}>`, 'gs'))].map(([, content]) => content);
      expect(contents).toHaveLength(1);
      return createHash('sha256').update(contents[0]).digest('base64');
    };

    expect(page.match(/<meta http-equiv="Content-Security-Policy" content="([^"]*)">/)![1].replaceAll('&#39;', "'")).toBe(
      `default-src 'none'; script-src 'sha256-${hash('script')}'; style-src 'sha256-${hash('style')}'; base-uri 'none'; form-action 'none'`);
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<style>'));
  });

  test('shows the statements of a permissions boundary, and the earlier condition of a role', () => {
    const [role] = TEAM.roles;
    const changed = renderPage({ ...TEAM, roles: [{ ...role, boundaryStatements: [{ ...role.statements[0], sid: 'AtMost' }], when: 'Live', whenBefore: '' }] });

    expect(changed).toContain('<h4>1 statement of its permissions boundary</h4>');
    expect(changed).toContain('AtMost');
    expect(changed).toMatch(/<dt>Deployed if<\/dt><dd><code>Live<\/code> <[^>]*>changed<\/span> <span class="quiet">before:<\/span> <span class="quiet">always<\/span>/);
    expect(page).not.toContain('of its permissions boundary');
  });

  test('has the same bytes on any day', () => {
    jest.useFakeTimers({ now: new Date('2031-02-03T04:05:06Z') });
    const later = renderPage(structuredClone(TEAM));
    jest.useRealTimers();

    expect(later).toBe(page);
    expect(page).not.toMatch(/\b20[23]\d-\d\d|\b20[23]\d\b/);
  });

  test('grows in proportion to the roles', () => {
    const [few, many] = [100, 500].map((count) => renderPage(manyRoles(count)).length / count);

    expect(many / few).toBeGreaterThan(0.95);
    expect(many / few).toBeLessThan(1.05);
    expect(many).toBeLessThan(40_000);
  });
});

test.each([
  ['https://docs.aws.amazon.com/a?b=c&d', '<a href="https://docs.aws.amazon.com/a?b=c&amp;d" rel="noopener noreferrer" target="_blank">'],
  ['SageMaker Python SDK v3', '<li>SageMaker'],
  ['http://docs.aws.amazon.com/', '<li>http:'],
  ['javascript:alert(1)//https://aws.amazon.com', '<li>javascript:'],
  ['https://', '<li>https:'],
  [' https://aws.amazon.com', '<li> https:'],
  ['https://aws.amazon.com/ now', '<li>https:'],
])('links the source %s only if it is a page', (source, markup) => {
  expect(sourceList([source]).toString()).toContain(markup);
});

test.each([
  ['*', 'any resource'],
  ['arn:${AWS::Partition}:s3:::models/*', 'models/*'],
  ['arn:aws:sagemaker:${AWS::Region}:${AWS::AccountId}:training-job/*', 'training-job/*'],
  ['arn:aws:logs:eu-west-1:111122223333:log-group:/aws/sagemaker/*:log-stream:*', 'log-group:/aws/sagemaker/*:log-stream:* (eu-west-1, 111122223333)'],
  ['arn:aws:iam::444455556666:role/ml', 'role/ml (444455556666)'],
  ['arn:aws:ecr:*:*:repository/*', 'repository/* (any region, any account)'],
  ['${Bucket.Arn}/data/*', '${Bucket.Arn}/data/*'],
  ['arn:aws:s3', 'arn:aws:s3'],
  ['', ''],
])('labels the resource %j as %j in a picture', (resource, label) => {
  expect(scopeLabel(resource)).toBe(label);
});

test('shortens a text to its beginning and its end', () => {
  expect(shortened('abcdefghij', 10)).toBe('abcdefghij');
  expect(shortened('abcdefghijk', 10)).toBe('abcd…ghijk');
  expect(shortened('😀😀😀😀😀😀', 4)).toBe('😀…😀😀');
});

describe('the overview', () => {
  const named = (title: string, more: Partial<RoleReport>): RoleReport =>
    ({ ...TEAM.roles[1], title, change: undefined, trust: [], statements: [], foreignPolicies: [], ...more });
  const anyone: RoleReport['trust'][number] = { effect: 'Allow', principal: '*', principalKind: 'any', conditions: [] };
  const ofOrganization = { ...anyone, conditions: [{ operator: 'StringEquals', key: 'aws:PrincipalOrgID', values: ['o-own'] }] };
  const aws = (name: string) => `arn:\${AWS::Partition}:iam::aws:policy/${name}`;
  const ROLES = [
    named('small', { effectiveActions: 3 }),
    named('large', { effectiveActions: 800 }),
    named('reader', { effectiveActions: 0, foreignPolicies: [aws('AmazonS3ReadOnlyAccess'), 'arn:aws:iam::111122223333:policy/AdministratorAccess'] }),
    named('administrator', { effectiveActions: 0, foreignPolicies: [`${aws('AdministratorAccess')} if Live`, aws('job-function/ViewOnlyAccess')] }),
    named('organization', { effectiveActions: 1, trust: [ofOrganization] }),
    named('open', { effectiveActions: 1, trust: [ofOrganization, anyone] }),
    named('same as small', { effectiveActions: 3 }),
  ];
  /** The titles of the rows, with their counts and marks. */
  const rows = (roles: RoleReport[]) => [...renderPage({ ...TEAM, roles }).matchAll(/<tr id="row-\d+">.*?<\/tr>/gs)].map(([row]) => [
    />([^<]*)<\/a>/.exec(row)![1],
    />([\d,]+\+?)<\/span> <svg/.exec(row)![1],
    ...[...row.matchAll(/class="mark (?:wide|plain)">([^<]*)</g)].map(([, words]) => words),
  ]);

  test('begins with roles that anyone can assume, then policies that allow everything, then the most actions', () => {
    expect(rows(ROLES)).toEqual([
      ['open', '1', 'anyone can assume it'],
      ['administrator', '0+', 'AdministratorAccess', '1 managed policy'],
      ['large', '800'],
      ['small', '3'],
      ['same as small', '3'],
      ['organization', '1', 'anyone, with conditions'],
      ['reader', '0+', '2 managed policies'],
    ]);
  });

  test('begins with changed roles, and puts removed roles after them', () => {
    const [small, large, ...others] = ROLES;
    expect(rows([...others, { ...large, change: 'removed' }, { ...small, change: 'changed' }]).slice(0, 3).map(([title]) => title)).toEqual(['small', 'large', 'open']);
  });

  test('links to each role', () => {
    expect(renderPage({ ...TEAM, roles: ROLES })).toMatch(/<tr id="row-5"><th scope="row"><a href="#role-5">open</);
  });

  test('the summary counts the roles with managed policies outside the templates', () => {
    expect(renderPage({ ...TEAM, roles: ROLES })).toContain('AmazonSageMakerFullAccess has 739; not counted: managed policies of 2 roles<');
    expect(renderPage({ ...TEAM, roles: ROLES.slice(0, 2) })).not.toContain('not counted');
  });
});

describe('a picture', () => {
  const allowing = (services: string[], resources: string[], more: Partial<StatementReport> = {}): StatementReport => ({
    effect: 'Allow',
    policy: 'Policy',
    services: services.map((service) => ({ service, actions: [`${service}:GetIt`], accessLevels: ['Read'], actionCount: 1 })),
    inverted: [],
    resources,
    conditions: [],
    wildcardActions: false,
    anyResource: false,
    ...more,
  });
  const withStatements = (...statements: StatementReport[]): RoleReport => ({ ...TEAM.roles[1], change: undefined, statements });
  const letters = [...'abcdefghijklmnop'];

  test('shows up to twelve services, or eleven and the names of the others', () => {
    expect(rolePicture(withStatements(allowing(letters.slice(0, 12), ['r']))).furtherServices).toEqual([]);

    const { services, furtherServices } = rolePicture(withStatements(allowing([...letters].reverse(), ['r'])));
    expect(services.map(({ label }) => label).join('')).toBe('abcdefghijk');
    expect(furtherServices).toEqual(['l', 'm', 'n', 'o', 'p']);
  });

  test('shows up to five scopes, or four and the number of the others, with any resource first', () => {
    const { services: [five, six] } = rolePicture(withStatements(allowing(['five'], letters.slice(0, 5)), allowing(['six'], ['a', 'b', 'c', 'd', 'e', '*'])));

    expect([five.scopes.length, five.furtherScopes]).toEqual([5, 0]);
    expect([six.scopes.map(({ label }) => label), six.furtherScopes]).toEqual([['any resource', 'a', 'b', 'c'], 2]);
  });

  test('shows a scope once, and marks it as added only if no earlier statement has it', () => {
    const { services: [{ scopes }] } = rolePicture(withStatements(
      allowing(['s3'], ['old', 'both']), allowing(['s3'], ['both', 'new'], { change: 'added' })));

    expect(scopes.map(({ label, added }) => [label, added])).toEqual([['old', false], ['both', false], ['new', true]]);
  });

  test('omits removed statements, unless the role was removed, and counts Deny statements', () => {
    const gone = allowing(['s3'], ['r'], { change: 'removed' });

    expect(rolePicture(withStatements(gone)).services).toEqual([]);
    expect(rolePicture({ ...withStatements(gone), change: 'removed' }).services).toHaveLength(1);
    expect(rolePicture(withStatements(allowing(['s3'], ['r'], { effect: 'Deny' })))).toEqual({ services: [], furtherServices: [], denying: 1 });
  });

  test('shows exceptions first', () => {
    const { services } = rolePicture(withStatements(
      allowing(['a'], ['r']),
      allowing(['iam', 's3'], ['r', 'q'], { inverted: ['actions', 'resources'], otherAccessLevels: ['Write'] })));

    expect(services.map(({ label }) => label)).toEqual(['all except iam:GetIt and 1 more', 'a']);
    expect(services[0]).toMatchObject({ wide: true, accessLevels: ['Write'], scopes: [{ label: 'all except r and 1 more', wide: true }] });
  });
});

describe('colours', () => {
  const [light, dark] = [...PAGE_STYLE.matchAll(/:root \{([^}]*)\}/g)]
    .map(([, block]) => Object.fromEntries([...block.matchAll(/--([a-z-]+): (#[0-9a-f]+)/g)].map(([, name, colour]) => [name, colour])));
  const ON_PAGE = ['text', 'quiet', 'link', 'wide', 'good'].flatMap((name) => [[name, 'back'], [name, 'panel']]);
  const PAIRS = [...ON_PAGE, ['wide', 'wide-back'], ['bad', 'bad-back'], ['good', 'good-back'], ['new', 'new-back'], ['quiet', 'wide-back']];

  test.each([['light', light], ['dark', dark]])('texts of the %s scheme have a contrast of 4.5, and bars of 3', (_, colours) => {
    expect(PAIRS.filter(([front, back]) => contrast(colours[front], colours[back]) < 4.5)).toEqual([]);
    expect(contrast(colours.fill, colours.rail)).toBeGreaterThanOrEqual(3);
    expect(contrast(colours.bad, colours.back)).toBeGreaterThanOrEqual(3);
  });

  test('computes the contrast of WCAG', () => {
    expect(contrast('#fff', '#000')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.478, 3);
  });
});

/** The contrast ratio of WCAG 2.2. */
function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const digits = colour.length === 4 ? [...colour.slice(1)].map((digit) => digit + digit) : colour.slice(1).match(/../g)!;
  const [red, green, blue] = digits.map((pair) => parseInt(pair, 16) / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
