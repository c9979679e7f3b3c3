import { lazyModule } from '../../../tools/compile/lazy-module';

const exportsOf = (path: string) => path === './shapes' ? ['Circle', 'Square'] : [];

/** Runs a module, and returns its exports and the paths that it required. */
function run(code: string, modules: Record<string, unknown>) {
  const required: string[] = [];
  const exports: Record<string, any> = {};
  new Function('require', 'exports', lazyModule(code, exportsOf))((path: string) => {
    required.push(path);
    return modules[path];
  }, exports);
  return { required, exports };
}

class Box {
  public constructor(public readonly width: number) {}
}
const boxes = { Box, size: 3, sizeOf: (box: Box) => box.width };

test('loads a module when it is used, and once', () => {
  const { required, exports } = run('const a_1 = require("./a"); exports.size = () => a_1.size;', { './a': boxes });
  expect(required).toEqual([]);
  expect([exports.size(), exports.size()]).toEqual([3, 3]);
  expect(required).toEqual(['./a']);
});

test.each([
  ['a call', '(0, a_1.sizeOf)({ width: 5 })', 5],
  ['a constructor', 'new a_1.Box(4).width', 4],
  ['a constructor of a member', 'new a_1.inner.Box(4).width', 4],
  ['an argument of a constructor', 'new Array(a_1.size).length', 3],
  ['a call in an argument of a constructor', '[...new Set([a_1.sizeOf({ width: 5 })])][0]', 5],
  ['a class to extend', 'new (class extends a_1.Box {})(6).width', 6],
  ['a key', '({ [a_1.size]: "three" })[3]', 'three'],
  ['a template literal', '`${a_1.size}`', '3'],
  ['a property of the same name', '({ a_1: 7 }).a_1', 7],
  ['the module itself', 'Object.keys(a_1).length', 4],
])('reads %s', (_, expression, value) => {
  expect(run(`const a_1 = require("./a"); exports.value = ${expression};`, { './a': { ...boxes, inner: boxes } }).exports.value).toBe(value);
});

test.each(['__importStar', '__importDefault'])('calls %s once', (helper) => {
  const code = `let calls = 0; const ${helper} = (module) => ({ module, calls: ++calls });
const a = ${helper}(require("./a"));
exports.read = () => a.module.size + a.calls; exports.calls = () => calls;`;
  const { exports } = run(code, { './a': boxes });
  expect(exports.calls()).toBe(0);
  expect([exports.read(), exports.read(), exports.calls()]).toEqual([4, 4, 1]);
});

test('gives each name of a re-exported module a getter that stays behind its value', () => {
  const { required, exports } = run('__exportStar(require("./shapes"), exports);', { './shapes': { Circle: 'circle', Square: 'square' } });
  expect([required, Object.keys(exports)]).toEqual([[], ['Circle', 'Square']]);
  expect([exports.Circle, exports.Circle, required]).toEqual(['circle', 'circle', ['./shapes']]);
  expect(Object.getOwnPropertyDescriptor(exports, 'Circle')).toMatchObject({ value: 'circle', enumerable: true });
});

test.each([
  ['a parameter', 'exports.f = (iam) => iam.size;'],
  ['a variable in a function', 'exports.f = () => { const iam = 1; return iam; };'],
  ['a property without a value', 'exports.f = { iam };'],
])('rejects a module that shares its name with %s', (_, code) => {
  expect(() => lazyModule(`const iam = require("./a"); ${code}`, exportsOf)).toThrow(/'iam' is the name of a module and of something else in '.*iam.*': rename one/);
});

test('keeps the lines of the code, drops the source map, and changes nothing twice', () => {
  const code = '"use strict";\nconst a_1 = require("./a");\nexports.size = () => a_1.size;\n//# sourceMappingURL=data:application/json;base64,e30=\n';
  const lazy = lazyModule(code, exportsOf);
  expect(lazy.split('\n')).toEqual(['"use strict";', expect.stringContaining('require("./a")'), 'exports.size = () => a_1().size;', '']);
  expect(lazyModule(lazy, exportsOf)).toBe(lazy);
});
