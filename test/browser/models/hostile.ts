import type { Report } from '../../../src/core/review/report';

/** Texts that try to break out of their element. Each has fewer than 60 characters, and no wildcard. */
export const HOSTILE_TEXTS: readonly string[] = [
  '<script>window.hostile = 1</script>',
  '"><img src=x onerror="window.hostile = 1">',
  "'><img src=x onerror='window.hostile = 1'>",
  '" autofocus onfocus="window.hostile = 1',
  '</script><script>window.hostile = 1</script>',
  '</style><style>body { display: none }</style>',
  '</title><svg onload="window.hostile = 1">',
  '--><iframe srcdoc="<script>top.hostile=1</script>">',
  '<base href="https://attacker.invalid/">',
  '<meta http-equiv="refresh" content="0;url=/gone">',
  'javascript:window.hostile=1',
  'https://attacker.invalid/" onclick="window.hostile=1',
  '&lt;script&gt;window.hostile = 1&lt;/script&gt;',
  '&#x3C;img src=x onerror=window.hostile=1&#x3E;',
];

/** A report with this text in every place. */
export function reportOf(text: string): Report {
  const conditions = [{ operator: text, key: text, values: [text, text] }];
  return {
    compared: true,
    fullAccessActions: 739,
    stacks: [text],
    notes: [text],
    roles: [{
      id: text,
      title: text,
      logicalId: text,
      stack: text,
      roleType: text,
      description: text,
      when: text,
      change: 'changed',
      trust: [{ effect: 'Allow', principal: text, principalKind: 'other', conditions, when: text, change: 'added' }],
      permissionsBoundary: text,
      permissionsBoundaryBefore: text,
      foreignPolicies: [text],
      foreignPolicyChanges: [{ policy: text, change: 'added' }],
      effectiveActions: 1,
      effectiveActionsBefore: 2,
      statements: [{
        sid: text,
        effect: 'Allow',
        policy: text,
        services: [{ service: text, actions: [text], accessLevels: ['Read'], actionCount: 1 }],
        inverted: [],
        resources: [text],
        conditions,
        when: text,
        wildcardActions: false,
        anyResource: false,
        why: text,
        source: [text],
      }],
    }],
  };
}

/** Joins reports. */
export function joined(reports: readonly Report[]): Report {
  return {
    ...reports[0],
    stacks: reports.flatMap(({ stacks }) => stacks),
    notes: reports.flatMap(({ notes }) => notes),
    roles: reports.flatMap(({ roles }) => roles),
  };
}
