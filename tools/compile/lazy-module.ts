import * as ts from 'typescript';

/** A part of the text that another text replaces. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * Makes a compiled CommonJS module load what it imports when it first uses it.
 *
 * `const a = require('./a')` becomes a function `a`, and each `a` becomes `a()`. `export *` becomes one getter per name, in the form that
 * Node.js recognizes when an ES module imports the package by name.
 *
 * @param code the module as TypeScript emits it
 * @param exportsOf the names that a module exports, by the path that the code requires
 */
export function lazyModule(code: string, exportsOf: (path: string) => readonly string[]): string {
  const file = ts.createSourceFile('module.js', withoutSourceMap(code), ts.ScriptTarget.Latest, true);
  const imports = new Map<string, ts.VariableStatement>();
  const edits: Edit[] = [];
  for (const statement of file.statements) {
    const name = importedName(statement);
    const path = reexportedPath(statement);
    if (name !== undefined) {
      imports.set(name, statement as ts.VariableStatement);
      edits.push(replaced(statement, lazyImport(name, (statement as ts.VariableStatement).declarationList.declarations[0].initializer!)));
    } else if (path !== undefined) {
      edits.push(replaced(statement, exportsOf(path).map((exported) => lazyExport(exported, path)).join('\n')));
    }
  }
  const lazy = edited(file.text, [...edits, ...usesOf(imports, file)]);
  return edits.some(({ text }) => text.includes('defineLazily(')) ? lazy + DEFINE_LAZILY : lazy;
}

/** The map gives positions of the code before the change. */
function withoutSourceMap(code: string): string {
  return code.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
}

/** The name of `const name = require('…')`, also if a helper of TypeScript wraps the call. */
function importedName(statement: ts.Statement): string | undefined {
  if (!ts.isVariableStatement(statement) || statement.declarationList.declarations.length !== 1) {
    return undefined;
  }
  const [{ name, initializer }] = statement.declarationList.declarations;
  const call = initializer && isCallOf(initializer, '__importStar', '__importDefault') ? initializer.arguments[0] : initializer;
  return call && isCallOf(call, 'require') ? name.getText() : undefined;
}

/** The path of `__exportStar(require('…'), exports)`. */
function reexportedPath(statement: ts.Statement): string | undefined {
  if (!ts.isExpressionStatement(statement) || !isCallOf(statement.expression, '__exportStar')) {
    return undefined;
  }
  const [required] = statement.expression.arguments;
  return ((required as ts.CallExpression).arguments[0] as ts.StringLiteral).text;
}

function isCallOf(node: ts.Node, ...names: string[]): node is ts.CallExpression {
  return ts.isCallExpression(node) && ts.isIdentifier(node.expression) && names.includes(node.expression.text);
}

/** On one line, so that a stack trace has the line of the compiler's output. */
function lazyImport(name: string, initializer: ts.Expression): string {
  return `let ${name}_; const ${name} = () => ${name}_ ??= ${initializer.getText()};`;
}

/**
 * When an ES module imports a name, Node.js looks for this assignment in the text. The getter is in a function, because Node.js drops a name
 * that the text defines with a getter.
 */
function lazyExport(name: string, path: string): string {
  return `exports.${name} = void 0; defineLazily("${name}", () => require("${path}").${name});`;
}

/** The getter replaces itself by the value. */
const DEFINE_LAZILY = `
function defineLazily(name, load) {
  const define = (property) => Object.defineProperty(exports, name, { enumerable: true, configurable: true, ...property });
  define({ get: () => { const value = load(); define({ value }); return value; } });
}
`;

/** Calls of the functions in the place of the modules. */
function usesOf(imports: ReadonlyMap<string, ts.VariableStatement>, file: ts.SourceFile): Edit[] {
  const edits: Edit[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && imports.has(node.text) && isReference(node)) {
      edits.push(replaced(node, isConstructed(node) ? `(${node.text}())` : `${node.text}()`));
    } else if (![...imports.values()].includes(node as ts.VariableStatement)) {
      ts.forEachChild(node, visit);
    }
  };
  visit(file);
  return edits;
}

/**
 * Whether an identifier reads the variable of this name.
 *
 * @throws if it declares another variable, or writes this one: then `()` after it would be wrong
 */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if ((ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent) || ts.isClassElement(parent)) && parent.name === node) {
    return false;
  }
  if ('name' in parent && parent.name === node) {
    throw new Error(`'${node.text}' is the name of a module and of something else in '${parent.getText().slice(0, 80)}': rename one of them`);
  }
  return true;
}

/** Whether `new` is before it: `new a().B()` would construct `a`. */
function isConstructed(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isNewExpression(parent)) {
    return parent.expression === node;
  }
  return (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) && parent.expression === node && isConstructed(parent);
}

function replaced(node: ts.Node, text: string): Edit {
  return { from: node.getStart(), to: node.getEnd(), text };
}

function edited(text: string, edits: readonly Edit[]): string {
  return [...edits].sort((a, b) => b.from - a.from)
    .reduce((result, edit) => result.slice(0, edit.from) + edit.text + result.slice(edit.to), text);
}
