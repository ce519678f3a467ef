import { expect, test } from 'vitest';
import { driverFlaws } from '../../../server/src/mta/exim/driverFlaws.ts';
import { configurationOf } from './world.ts';

/** What is wrong with routers, of which the others of a small host follow. */
function flaws(routers: string, transports = ''): readonly string[] {
  const rest = 'last:\n  driver = accept\n  transport = t\nbegin transports\nt:\n  driver = appendfile\n  file = /var/mail/x\n';
  return [...driverFlaws(configurationOf(`begin routers\n${routers}${rest}${transports}`).configuration)].map((it) => it.what);
}

// Exim 4.96 refuses to begin with each of the first, and begins with each of the last.
test.each([
  ['r:\n  transport = t\n', 'the router r has no driver'],
  ['r:\n  driver = accept\n', 'the router r has no transport'],
  ['r:\n  driver = dnslookup\n', 'the router r has no transport'],
  ['r:\n  driver = redirect\n', 'the router r needs either data or a file'],
  ['r:\n  driver = redirect\n  data = x\n  file = /y\n', 'the router r needs either data or a file'],
  ['r:\n  driver = redirect\n  data = x\n  one_time\n  unseen\n', 'the router r is both unseen and one_time'],
  ['r:\n  driver = manualroute\n  transport = t\n', 'the router r needs either route_list or route_data'],
  ['r:\n  driver = queryprogram\n  command = /bin/true\n', 'the router r has no command_user'],
  ['r:\n  driver = accept\n  transport = t\n  pass_router = r\n', 'no router r follows the router r'],
  ['r:\n  driver = redirect\n  data = x\n  redirect_router = zz\n', 'there is no router zz'],
  ['r:\n  driver = dnslookup\n  transport = t\n  self = zz\n', 'zz is no value of self'],
])('%s', (router, what) => {
  expect(flaws(router)).toEqual([what]);
});

test.each([
  'r:\n  driver = accept\n  verify_only\n',
  'r:\n  driver = accept\n  verify_only =\n',
  'r:\n  driver = manualroute\n  route_list = * x\n',
  'r:\n  driver = redirect\n  data = x\n  one_time\n  file_transport = t\n',
  'r:\n  driver = accept\n  transport = t\n  pass_router = last\n',
])('%s is fine', (router) => {
  expect(flaws(router)).toEqual([]);
});

test('transports are checked too', () => {
  expect(flaws('', 'u:\n  driver = appendfile\n  file = /x\n  directory = /y\n')).toEqual([
    'the transport u has both a file and a directory',
  ]);
  expect(flaws('', 'u:\n  driver = lmtp\n')).toEqual(['the transport u needs either a command or a socket']);
});
