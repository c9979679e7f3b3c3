import * as ts from 'typescript';
import { blank, Text } from './texts';

/** The texts of a JSON file: every value with spaces. */
export function jsonTexts(source: string, path: string): Text[] {
  const file = ts.parseJsonText(path, source);
  const texts: Text[] = [];
  const visit = (node: ts.Node) => {
    const isKey = ts.isPropertyAssignment(node.parent ?? node) && (node.parent as ts.PropertyAssignment).name === node;
    if (ts.isStringLiteral(node) && !isKey && /[A-Za-z] [A-Za-z]/.test(node.text)) {
      const start = node.getStart(file) + 1;
      texts.push({ kind: 'message', text: file.text.slice(start, node.getEnd() - 1).replace(/`[^`]*`|https?:\/\/[^"\s]+/g, blank), start });
    }
    ts.forEachChild(node, (child) => { (child as { parent: ts.Node }).parent = node; visit(child); });
  };
  visit(file);
  return texts;
}
