// A unit test that starts a process, or opens a connection, is slow on a busy machine: such a test belongs to `npm test`, not to the quick loop.
const { Socket } = require('node:net');

const forbid = (what) => () => {
  throw new Error(`A quick test must not ${what}: move the test out of the folders of tools/jest/quick.config.cjs`);
};

const childProcess = () => Object.fromEntries(Object.keys(jest.requireActual('child_process')).map((name) => [name, forbid(`call child_process.${name}`)]));
jest.mock('child_process', childProcess);
jest.mock('node:child_process', childProcess);
Socket.prototype.connect = forbid('connect to a server');
