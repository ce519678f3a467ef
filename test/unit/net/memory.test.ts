import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { evilServers } from './evilServers.ts';
import { startHostileMail } from './hostileMail.ts';

const endless = ['endless greeting', 'endless line', 'endless line behind a code', 'endless reply', 'endless answer to EHLO inside TLS'];

/** Servers that never stop are told from the outside: only a process of its own shows what a probe takes. */
test.each(endless)('a probe takes less than 64 MB, whatever it hears: %s', { timeout: 60_000 }, async (name) => {
  const server = await startHostileMail(evilServers[name]!);
  const { stdout } = await promisify(execFile)(process.execPath, ['test/unit/net/memoryChild.ts', String(server.port)]);
  await server.close();
  const { failure, grown, lines } = JSON.parse(stdout);
  expect([failure, lines < 200]).toEqual(['endless', true]);
  expect(grown).toBeLessThan(64);
});
