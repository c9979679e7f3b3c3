#!/usr/bin/env node
import { join } from 'path';
import { reportFailure } from './output/failure';
import { run } from './program';
import { ProgramHost } from './program-host';

const HOST: ProgramHost = {
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  policyReader: (account, config) => {
    // The Lambda function has these clients as a separate file.
    const path: string = join(__dirname, '..', 'handler', 'index', 'policy-clients.js');
    return new (module.require(path).PolicyClients)(account, config);
  },
  load: (file) => {
    // The bundler follows a path that it can read, and would put the file into this one.
    const path: string = join(__dirname, `${file}.js`);
    return module.require(path);
  },
};

function fail(error: unknown): void {
  process.exit(reportFailure(error, HOST));
}

// A reader such as `head` closes the stream when it has read enough. That isn't a failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') {
      fail(error);
    }
  });
}
process.on('uncaughtException', fail);
void run(process.argv.slice(2), HOST).then((code) => {
  process.exitCode = code;
  // The pauses between retries of the SDK know no deadline: without this, an abandoned call would keep the process alive.
  process.stdout.write('', () => setTimeout(() => process.exit(), 1_000).unref());
});
