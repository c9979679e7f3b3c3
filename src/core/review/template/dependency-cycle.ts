import { objectProperty, property } from './json-value';
import { quotedName } from './quoted-name';
import { Template } from './template';
import { isObject } from '../../iam/untyped-json';
import { InputError } from '../../rules/input-error';
import { expressionOf } from '../expression/expression';

type Graph = ReadonlyMap<string, readonly string[]>;

/** Rejects a template with a circular dependency, as CloudFormation does. */
export function refuseCycles({ body, file }: Template): void {
  for (const [what, graph] of [['resources', resourceGraph(body)], ['conditions', conditionGraph(body)]] as const) {
    const cycle = cycleOf(graph);
    if (cycle) {
      const shown = cycle.length > 6 ? [...cycle.slice(0, 3), '…', ...cycle.slice(-2)] : cycle;
      const path = shown.map((id) => quotedName(id).slice(1, -1)).join(' → ');
      throw new InputError(`${quotedName(file)} has a circular dependency between ${what} (${path}): remove one of these references`);
    }
  }
}

/** The resources that each resource refers to. None for a template with a transform, because the transform can change the references. */
function resourceGraph(body: unknown): Graph {
  const resources = property(body, 'Transform') === undefined ? objectProperty(body, 'Resources') : {};
  return new Map(Object.entries(resources).map(([id, resource]) => {
    const found = new Set<string>();
    collectReferences(property(resource, 'Properties'), found);
    return [id, [...found].filter((target) => property(resources, target) !== undefined)];
  }));
}

/** The conditions that each condition names. */
function conditionGraph(body: unknown): Graph {
  return new Map(Object.entries(objectProperty(body, 'Conditions')).map(([id, condition]) => {
    const found = new Set<string>();
    collectConditions(condition, found);
    return [id, [...found]];
  }));
}

function collectReferences(value: unknown, found: Set<string>): void {
  const expression = expressionOf(value);
  switch (expression.kind) {
    case 'reference': {
      found.add(expression.reference.logicalId);
      return;
    }
    // Only the deployment knows which side of an Fn::If exists.
    case 'choice': return;
    case 'substitution': {
      expression.pieces.forEach((piece) => typeof piece === 'string' ? undefined : collectReferences(piece.value, found));
      return;
    }
    default: if (typeof value === 'object' && value !== null) {
      Object.values(value).forEach((inner) => collectReferences(inner, found));
    }
  }
}

function collectConditions(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) {
    value.forEach((inner) => collectConditions(inner, found));
  } else if (isObject(value)) {
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'Condition' && typeof inner === 'string') {
        found.add(inner);
      } else {
        collectConditions(inner, found);
      }
    }
  }
}

/** A cycle of a graph; its first and last node are the same. It uses no recursion, because a chain can be as long as the template. */
function cycleOf(graph: Graph): string[] | undefined {
  const done = new Set<string>();
  for (const start of graph.keys()) {
    const path: string[] = [];
    const onPath = new Set<string>();
    const open: { readonly id: string; readonly next: Iterator<string> }[] = [];
    const enter = (id: string) => {
      path.push(id);
      onPath.add(id);
      open.push({ id, next: (graph.get(id) ?? [])[Symbol.iterator]() });
    };
    if (!done.has(start)) {
      enter(start);
    }
    while (open.length > 0) {
      const { id, next } = open[open.length - 1];
      const { value, done: ended } = next.next();
      if (ended) {
        done.add(id);
        onPath.delete(id);
        path.pop();
        open.pop();
      } else if (onPath.has(value)) {
        return [...path.slice(path.indexOf(value)), value];
      } else if (!done.has(value)) {
        enter(value);
      }
    }
  }
  return undefined;
}
