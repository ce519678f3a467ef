import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { drawRcpt, drawStatus } from './answers.ts';
import { askPostfix, whyNoPostfix } from './ask.ts';

const basics = 'compatibility_level = 3.6\nmyhostname = mail.example.com\n';
const mainCf = (text: string): Record<string, string> => ({ '/etc/postfix/main.cf': basics + text });

test('this machine has a Postfix to ask', () => {
  expect(whyNoPostfix()).toBeUndefined();
});

describe('the real Postfix', () => {
  test('knows its users, refuses others, and does not relay for strangers', async () => {
    const { service, addresses, version } = await askPostfix(
      { files: mainCf('') },
      { addresses: ['alice@mail.example.com', 'nosuch@mail.example.com', 'x@elsewhere.test'] },
    );
    expect(version).toMatch(/^3\.\d+\.\d+$/);
    expect(service).toEqual({ kind: 'running' });
    expect(drawRcpt(addresses['alice@mail.example.com']?.rcpt.outside)).toBe('250 2.1.5 Ok');
    expect(drawRcpt(addresses['nosuch@mail.example.com']?.rcpt.outside)).toBe(
      '550 5.1.1 <nosuch@mail.example.com>: Recipient address rejected: User unknown in local recipient table',
    );
    expect(addresses['nosuch@mail.example.com']?.resolved?.class).toBe('local');
    expect(drawRcpt(addresses['x@elsewhere.test']?.rcpt.inside)).toBe('250 2.1.5 Ok');
    expect(drawRcpt(addresses['x@elsewhere.test']?.rcpt.outside)).toBe('454 4.7.1 <x@elsewhere.test>: Relay access denied');
  });

  test('accepts an alias to nobody and bounces it later', async () => {
    const files = { ...mainCf(''), '/etc/aliases': 'ghost: nosuch\n' };
    const { addresses } = await askPostfix({ files }, { addresses: ['ghost@mail.example.com'], final: true });
    const ghost = addresses['ghost@mail.example.com'];
    expect(drawRcpt(ghost?.rcpt.outside)).toBe('250 2.1.5 Ok');
    expect(ghost?.final?.map(drawStatus)).toEqual(['nosuch@mail.example.com local 5.1.1 bounced (unknown user: "nosuch")']);
  });

  test('answers every address with 451 while a table is not compiled', async () => {
    const files = { ...mainCf('virtual_alias_maps = hash:/etc/postfix/virtual\n'), '/etc/postfix/virtual': 'a@mail.example.com alice\n' };
    const { addresses, log } = await askPostfix(
      { files, skipCompile: ['hash:/etc/postfix/virtual'] },
      { addresses: ['alice@mail.example.com'], clients: ['inside'] },
    );
    expect(drawRcpt(addresses['alice@mail.example.com']?.rcpt.inside)).toBe('451 4.3.0 <alice@mail.example.com>: Temporary lookup failure');
    expect(log).toContain('smtpd: error: open database /etc/postfix/virtual.db: No such file or directory');
  });

  test('uses the old table where its source has changed since', async () => {
    const virtual = '/etc/postfix/virtual';
    const files = { ...mainCf(`virtual_alias_maps = hash:${virtual}\n`), [virtual]: 'old@mail.example.com alice\n' };
    const changedSince = { [virtual]: 'old@mail.example.com alice\nnew@mail.example.com alice\n' };
    const { addresses, log } = await askPostfix(
      { files, changedSince },
      { addresses: ['old@mail.example.com', 'new@mail.example.com'], clients: ['outside'] },
    );
    expect(drawRcpt(addresses['old@mail.example.com']?.rcpt.outside)).toBe('250 2.1.5 Ok');
    expect(drawRcpt(addresses['new@mail.example.com']?.rcpt.outside)).toMatch(/^550 5\.1\.1/);
    expect(log).toContain('smtpd: warning: database /etc/postfix/virtual.db is older than source file /etc/postfix/virtual');
  });

  test('gives no service at compatibility level 0 without a relay restriction', async () => {
    const files = { '/etc/postfix/main.cf': 'myhostname = mail.example.com\n' };
    const { service, addresses } = await askPostfix({ files }, { addresses: ['alice@mail.example.com'] });
    expect(service).toMatchObject({ kind: 'none', why: expect.stringContaining('specify at least one working instance of') });
    expect(drawRcpt(addresses['alice@mail.example.com']?.rcpt.outside)).toBe('no service');
  });

  test('does not start with a line that is no parameter', async () => {
    const { service, tools } = await askPostfix({ files: mainCf('mydestination example.com\n') }, { addresses: ['alice@example.com'] });
    expect(service.kind).toBe('none');
    expect(tools.postconf).toEqual([`fatal: /etc/postfix/main.cf, line 3: missing '=' after attribute name: "mydestination example.com"`]);
  });

  test('compiles what stands inside another table', async () => {
    const maps = 'unionmap:{hash:/etc/postfix/one, pipemap:{lmdb:/etc/postfix/two, cdb:/etc/postfix/three}}';
    const files = {
      ...mainCf(`virtual_alias_maps = ${maps}\n`),
      '/etc/postfix/one': 'a@mail.example.com alice\n',
      '/etc/postfix/two': 'b@mail.example.com c\n',
      '/etc/postfix/three': 'c bob\n',
    };
    const { addresses } = await askPostfix(
      { files },
      { addresses: ['a@mail.example.com', 'b@mail.example.com'], final: true, clients: ['outside'] },
    );
    expect(addresses['a@mail.example.com']?.final?.map((it) => it.to)).toEqual(['alice@mail.example.com']);
    expect(addresses['b@mail.example.com']?.final?.map((it) => it.to)).toEqual(['bob@mail.example.com']);
  });

  test('tells what its tools say, and runs commands', async () => {
    const files = { ...mainCf('mydestinaton = example.com\n'), '/etc/aliases': 'no colon here\na: alice\na: bob\n' };
    const { tools, commands } = await askPostfix({ files }, { addresses: [], commands: [['postalias', '-q', 'a', 'hash:/etc/aliases']] });
    expect(tools.postconf).toEqual(['warning: /etc/postfix/main.cf: unused parameter: mydestinaton=example.com']);
    expect(tools.tables).toEqual([
      'postalias hash:/etc/aliases: warning: /etc/aliases, line 1: need name:value pair',
      'postalias hash:/etc/aliases: warning: /etc/aliases.db: duplicate entry: "a"',
    ]);
    expect(commands).toEqual([{ command: ['postalias', '-q', 'a', 'hash:/etc/aliases'], status: 0, output: 'alice\n' }]);
  });

  test('delivers to users with a .forward of their own, and to a world that refuses', async () => {
    const files = { ...mainCf(''), '/home/bob/.forward': 'gone@elsewhere.test\n' };
    const site = { files, sinkReject: ['gone@elsewhere.test'] };
    const { addresses } = await askPostfix(site, { addresses: ['bob@mail.example.com'], final: true, clients: ['outside'] });
    expect(addresses['bob@mail.example.com']?.final?.map((it) => [it.to, it.agent, it.enhanced, it.status])).toEqual([
      ['bob@mail.example.com', 'local', '2.0.0', 'sent'],
      ['gone@elsewhere.test', 'smtp', '5.1.1', 'bounced'],
    ]);
  });
});

describe('the harness', () => {
  test('leaves no process and no mount behind, also when time is up', async () => {
    const before = mounts();
    const seconds = '20.0437';
    const isSlow = askPostfix({ files: mainCf(''), timeoutMs: 1000 }, { addresses: [], commands: [['sleep', seconds]] });
    await expect(isSlow).rejects.toThrow('not done after 1000 ms');
    expect(mounts()).toEqual(before);
    expect(commandLines().filter((it) => it.includes(seconds))).toEqual([]);
  });

  test('answers two at once', async () => {
    const ask = (host: string): Promise<string> =>
      askPostfix({ files: mainCf(`mydestination = ${host}\n`) }, { addresses: [`alice@${host}`], clients: ['outside'] }).then((it) =>
        drawRcpt(it.addresses[`alice@${host}`]?.rcpt.outside),
      );
    expect(await Promise.all([ask('one.test'), ask('two.test')])).toEqual(['250 2.1.5 Ok', '250 2.1.5 Ok']);
  });
});

function mounts(): string {
  return readFileSync('/proc/self/mounts', 'utf8');
}

/** Of every process that this machine sees, those inside a box too. */
function commandLines(): readonly string[] {
  return readdirSync('/proc').flatMap((it) => {
    if (!/^\d+$/.test(it)) return [];
    try {
      return [readFileSync(`/proc/${it}/cmdline`, 'utf8')];
    } catch {
      return [];
    }
  });
}
