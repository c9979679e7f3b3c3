import { readFileSync } from 'fs';
import { Tarball } from './tarball';

/** The messages of publint that are accepted, with the reason. */
const ACCEPTED: Record<string, string> = {
  INVALID_REPOSITORY_VALUE: 'jsii carries the address into the Python and Java packages, whose tools do not know git+https',
};

/** The messages of publint about the tarball that are not accepted, and the accepted ones that it no longer has. */
export async function packageLint(tarball: Tarball): Promise<string[]> {
  // Not by `import` lines: publint has no CommonJS, which older releases of Node.js ask for.
  const { publint } = await import('publint');
  const { formatMessage } = await import('publint/utils');
  const bytes = readFileSync(tarball.file);
  const { messages, pkg } = await publint({ pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) } });
  const codes = messages.map(({ code }): string => code);
  return [
    ...messages.filter(({ code }) => !(code in ACCEPTED)).map((message) => `${message.code}: ${formatMessage(message, pkg, { color: false })}`),
    ...Object.keys(ACCEPTED).filter((code) => !codes.includes(code)).map((code) => `${code} is accepted, and publint no longer says it`),
  ];
}
