'use strict';

// Prints what one app costs: node --expose-gc synthesis.cjs <kind of role> <roles>
const assert = require('node:assert');
const { mkdtempSync, rmSync, statSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { appOf, variants } = require('./roles.cjs');

const [, , variant, roles] = process.argv;
const addRole = variants[variant]();
// The first synthesis of a process loads most of aws-cdk-lib, which takes longer than a hundred roles do.
const first = measure(1);
process.stdout.write(JSON.stringify({ firstMilliseconds: first.milliseconds, ...measure(Number(roles)) }));

function measure(count) {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const heapBefore = liveHeapBytes();
    const start = process.cpuUsage();
    const app = appOf(addRole, count, outdir);
    const assembly = app.synth();
    const { user, system } = process.cpuUsage(start);
    const heapAfter = liveHeapBytes();
    assert.equal(app.node.root, app, 'the app is alive while the heap is measured');
    return {
      milliseconds: (user + system) / 1000,
      heapBytes: heapAfter - heapBefore,
      templateBytes: assembly.stacks.reduce((sum, { templateFullPath }) => sum + statSync(templateFullPath).size, 0),
      templates: assembly.stacks.map(({ template }) => template),
    };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function liveHeapBytes() {
  global.gc();
  return process.memoryUsage().heapUsed;
}
