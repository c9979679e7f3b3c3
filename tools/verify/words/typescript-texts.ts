import * as ts from 'typescript';
import { blank, CODE, Text } from './texts';

const TITLED = new Set(['test', 'it', 'describe']);

/** The comments, messages, test titles and declared names of a TypeScript or JavaScript file. */
export function typescriptTexts(source: string, path: string): Text[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const texts = new Map<number, Text>();
  const add = (text: Text | undefined) => text === undefined ? undefined : texts.set(text.start, text);
  const visit = (node: ts.Node) => {
    add(messageOf(node, file));
    add(nameOf(node, file));
    ts.forEachChild(node, visit);
  };
  visit(file);
  commentsOf(file).forEach(add);
  return [...texts.values()].sort((one, other) => one.start - other.start);
}

function messageOf(node: ts.Node, file: ts.SourceFile): Text | undefined {
  if (!ts.isStringLiteralLike(node) && !ts.isTemplateExpression(node)) {
    return undefined;
  }
  const start = node.getStart(file) + 1;
  const raw = file.text.slice(start, node.getEnd() - 1);
  const text = ts.isTemplateExpression(node) ? withoutSpans(node, raw, start) : raw;
  const english = withoutMarkup(text);
  return /[A-Za-z]{2} \S|\S [A-Za-z]{2}/.test(english) ? { kind: isTitle(node) ? 'title' : 'message', text: english, start } : undefined;
}

/** A template with its `${…}` blanked out. */
function withoutSpans(node: ts.TemplateExpression, raw: string, start: number): string {
  return node.templateSpans.reduce((text, { expression }) => {
    const [from, to] = [expression.getFullStart() - 2 - start, expression.getEnd() + 1 - start];
    return text.slice(0, from) + blank(text.slice(from, to)) + text.slice(to);
  }, raw);
}

/** Blanks out HTML tags, code in backquotes and URLs. An escaped line break ends a sentence. */
function withoutMarkup(text: string): string {
  return text.replace(/\\n/g, '\n\n').replace(/\\(['"`])/g, ' $1').replace(/<\/?[a-z][^<>]*>/g, blank).replace(/\\?`[^`]*`/g, blank).replace(/https?:\/\/\S+/g, blank);
}

/** Whether a string is the title of a test: `test('…')`, or `test.each(…)('…')`. */
function isTitle({ parent }: ts.Node): boolean {
  if (!ts.isCallExpression(parent)) {
    return false;
  }
  let called: ts.Expression = parent.expression;
  while (ts.isCallExpression(called) || ts.isPropertyAccessExpression(called) || ts.isTaggedTemplateExpression(called)) {
    called = ts.isTaggedTemplateExpression(called) ? called.tag : called.expression;
  }
  return ts.isIdentifier(called) && TITLED.has(called.text);
}

/** A declared name as words: 'display Name' for `displayName`. */
function nameOf(node: ts.Node, file: ts.SourceFile): Text | undefined {
  const name = (node as ts.NamedDeclaration).name;
  const declares = ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node) || ts.isFunctionDeclaration(node)
    || ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isEnumDeclaration(node)
    || ts.isEnumMember(node) || ts.isMethodDeclaration(node) || ts.isPropertyDeclaration(node) || ts.isPropertySignature(node)
    || ts.isMethodSignature(node);
  if (!declares || name === undefined || !ts.isIdentifier(name)) {
    return undefined;
  }
  const words = name.text.replace(/_/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2');
  return { kind: 'name', text: words, start: name.getStart(file) };
}

/** The comments: line comments that follow each other are one text, and a documentation comment has no stars and no examples. */
function commentsOf(file: ts.SourceFile): Text[] {
  const ranges = new Map<number, ts.CommentRange>();
  const visit = (node: ts.Node) => {
    const leading = ts.getLeadingCommentRanges(file.text, node.getFullStart()) ?? [];
    const trailing = ts.getTrailingCommentRanges(file.text, node.getEnd()) ?? [];
    [...leading, ...trailing].forEach((range) => ranges.set(range.pos, range));
    node.getChildren(file).forEach(visit);
  };
  visit(file);
  const sorted = [...ranges.values()].sort((one, other) => one.pos - other.pos);
  return joined(sorted, file.text).map(([from, to]): Text => ({ kind: 'comment', text: commentText(file.text.slice(from, to)), start: from }))
    .filter(({ text }) => /[A-Za-z]/.test(text));
}

/** The extents of comments, those of line comments on lines that follow each other as one. */
function joined(ranges: readonly ts.CommentRange[], source: string): [number, number][] {
  const extents: [number, number][] = [];
  for (const { pos, end } of ranges) {
    const last = extents.at(-1);
    if (last && source.startsWith('//', pos) && source.startsWith('//', last[0]) && /^\r?\n[ \t]*$/.test(source.slice(last[1], pos))) {
      last[1] = end;
    } else {
      extents.push([pos, end]);
    }
  }
  return extents;
}

function commentText(comment: string): string {
  const spaces = (part: string) => part.replace(/[^\n]/g, ' ');
  return comment
    .replace(/^[ \t]*(\/\/ ?~~.*|\/\/[/!]*|\/\*+|\*\/|\*(?!\/))/gm, spaces).replace(/\*\/\s*$/, spaces)
    // A tag starts a new text, and an example is code.
    .replace(/^[ \t]*@example[^]*?(?=^[ \t]*@\w|(?![^]))/gm, spaces)
    .replace(/eslint-disable\S*.*/g, blank)
    .replace(/\n([ \t]*)(@\w+)/g, (_, indent: string, tag: string) => `\n${indent.slice(0, -1)}\n${' '.repeat(tag.length)}`)
    .replace(/\{@\w+ [^}]*\}|`[^`\n]*`|https?:\/\/\S+/g, (code) => CODE.repeat(code.length));
}
