'use strict';

// Prints the processor time to load the classes of a role by hand from aws-cdk-lib, and then to load one more thing: node import.cjs <case>
const assert = require('node:assert');

const CASES = {
  /** The least that a construct for roles can be. */
  subclass: () => require('./subclass.cjs').EmptyRole,
  package: () => require('../../lib'),
  /** The names of the README's first example. */
  example: () => {
    const { BucketAccess, SageMakerExecutionRole, SageMakerFeature, SageMakerRoleType } = require('../../lib');
    return [BucketAccess, SageMakerExecutionRole, SageMakerFeature, SageMakerRoleType];
  },
  /** Node.js reads every name of a CommonJS package when an ES module imports one, so this loads much of aws-cdk-lib, too. */
  esModule: () => import('../../lib/index.js'),
};

void main(process.argv[2]);

async function main(name) {
  const base = await processorTime(name === 'esModule' ? importOthers : requireOthers);
  const before = new Set(Object.keys(require.cache));
  const own = await processorTime(CASES[name]);
  const others = Object.keys(require.cache).filter((file) => !before.has(file) && file.includes('node_modules'));
  assert.deepStrictEqual(others, [], 'an import of the package loads modules of others that a role by hand does not need');
  process.stdout.write(JSON.stringify({ base, own }));
}

function requireOthers() {
  const { App, Stack } = require('aws-cdk-lib');
  const { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } = require('aws-cdk-lib/aws-iam');
  const { Construct } = require('constructs');
  return [App, Stack, ManagedPolicy, PolicyStatement, Role, ServicePrincipal, Construct];
}

async function importOthers() {
  await import('aws-cdk-lib');
  await import('aws-cdk-lib/aws-iam');
  await import('constructs');
}

async function processorTime(load) {
  const start = process.cpuUsage();
  await load();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
