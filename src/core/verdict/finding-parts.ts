import { Finding } from './verdict';
import { groupBy } from '../iam/group-by';

/** Findings of one cause as text, such as `s3:GetObject, s3:PutObject on objects of data (sampled: probe)`: each action and each resource once. */
export function findingParts(findings: readonly Finding[]): string[] {
  const byAction = groupBy(findings, ({ subject, detail }) => JSON.stringify([subject, detail]));
  const alike = groupBy([...byAction.values()], (group) => JSON.stringify([group[0].detail, unique(group.flatMap(placeOf))]));
  return [...alike.values()].map((groups) => part(groups.flatMap(([{ subject }]) => subject ?? []), groups.flat()));
}

function part(subjects: readonly string[], findings: readonly Finding[]): string {
  const places = findings.flatMap(placeOf);
  const samples = findings.flatMap(sampleOf);
  const notes = [...samples.length > 0 ? [`sampled: ${unique(samples)}`] : [], ...findings[0].detail ? [findings[0].detail] : []];
  const named = `${subjects.join(', ')}${places.length > 0 ? ` on ${unique(places)}` : ''}`;
  return notes.length === 0 ? named : `${named} (${notes.join('; ')})`.trim();
}

/** The resource of a finding in words. */
function placeOf({ resource, pattern }: Finding): string[] {
  const [, objects] = OBJECTS.exec(pattern ?? '') ?? [];
  return resource === undefined || resource === '*' ? [] : [objects === undefined ? pattern ?? resource : `objects of ${objects.replace(/\/$/, '')}`];
}

/** The invented part of a resource that stands for a pattern. */
function sampleOf({ resource = '', pattern }: Finding): string[] {
  const [, objects] = OBJECTS.exec(pattern ?? '') ?? [];
  return pattern === undefined ? []
    : [objects === undefined ? resource.split(':').slice(5).join(':') : resource.slice(resource.indexOf(':::') + 3 + objects.length)];
}

/** Objects of a bucket, with or without a prefix. */
const OBJECTS = /^arn:[^:]+:s3:::([^/*]+\/[^*]*)\*$/;

function unique(values: readonly string[]): string {
  return [...new Set(values)].join(', ');
}
