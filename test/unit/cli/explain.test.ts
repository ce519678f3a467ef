import { describe, expect, test } from 'vitest';
import { toy } from '../workspace/toy.ts';
import { call } from './call.ts';

const files = `
-- img/etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = example.com
-- img/etc/postfix/test/main.cf --
-- img/etc/aliases --
postmaster: ann
-- img/etc/passwd --
ann:x:1:1::/home/ann:/bin/sh
`;

describe('explain', () => {
  test('answers each address of standard input with one JSON object', async () => {
    const { code, out, err } = await call('explain --root /img --json -', {
      files,
      stdin: [' ghost@example.com\r', '', 'ann@example.com'],
    });
    const [ghost, ann] = out
      .split('\n')
      .slice(0, -1)
      .map((it) => JSON.parse(it));
    expect([code, err]).toEqual([1, '']);
    expect(Object.keys(ghost)).toEqual(['address', 'client', 'rcpt', 'deliveries', 'steps']);
    expect([ghost.address, ghost.client]).toEqual(['ghost@example.com', '203.0.113.9']);
    expect(ghost.rcpt).toMatchObject({ verdict: 'rejected', code: 550, enhanced: '5.1.1', class: 'local' });
    expect(ghost.steps[0]).toMatchObject({ file: 'etc/postfix/main.cf', line: 3 });
    expect(ann.rcpt).toMatchObject({ verdict: 'accepted', code: 250 });
    expect(ann.deliveries).toMatchObject([{ recipient: 'ann@example.com', outcome: 'delivered' }]);
  });

  test('speaks to people otherwise, and an accepted address is no finding', async () => {
    const { code, out } = await call('explain --root /img --client 127.0.0.1 ann@example.com', { files });
    expect(code).toBe(0);
    expect(out.split('\n')[0]).toBe('ann@example.com: accepted 250 2.1.5 (local), offered by 127.0.0.1');
  });

  test.each([
    ['that bounces', 'dead', 1],
    ['of which one reaches somebody', 'half', 0],
  ])('counts an accepted address %s', async (_, alias, code) => {
    const aliases = files.replace(
      'postmaster: ann\n',
      'postmaster: ann\ndead: nosuch@example.com\nhalf: nosuch@example.com, ann@example.com\n',
    );
    const res = await call(`explain --root /img --json ${alias}@example.com`, { files: aliases });
    expect([JSON.parse(res.out).rcpt.verdict, res.code]).toEqual(['accepted', code]);
  });

  test('names the command to ask where the reply is not known, and counts it as nothing found', async () => {
    const server = toy();
    const because = { kind: 'unknown', why: 'the table is elsewhere', ask: 'toy ask x' } as const;
    const mta = {
      ...server,
      explain: (...call: Parameters<typeof server.explain>) => ({
        ...server.explain(...call),
        steps: [{ stage: 'table', verdict: 'unknown', says: 'nobody knows', because } as const],
      }),
    };
    const { code, out } = await call('explain x@example.com', { files: '-- ws/toy.conf --\n', mtas: [mta] });
    expect([code, out.split('\n')[1]]).toEqual([0, '  ask: toy ask x']);
  });

  test('refuses a control character in an address and goes on', async () => {
    const { code, out, err } = await call('explain --root /img --json -', { files, stdin: ['a\x1bb@example.com', 'ann@example.com'] });
    expect([code, JSON.parse(out).address]).toEqual([2, 'ann@example.com']);
    expect(err).toBe('postmaster: a\\x1bb@example.com: the control character U+001B cannot stand in an address\n');
  });

  test('takes the root file that is named, inside the root', async () => {
    const { out } = await call('explain --root /img --config /etc/postfix/test/main.cf --json x@example.com', { files });
    expect(JSON.parse(out).rcpt.class).not.toBe('local');
  });

  test('says nothing of an address where the program fails, and goes on', async () => {
    const answers = ['one@example.com', 'two@example.com'];
    const server = toy();
    const mta = {
      ...server,
      explain(...[system, address, client]: Parameters<typeof server.explain>) {
        if (address === answers[0]) throw new Error('a fault of ours');
        return { ...server.explain(system, address, client), rcpt: { verdict: 'accepted' } as const };
      },
    };
    const { code, out, err } = await call(`explain --json ${answers.join(' ')}`, { files: '-- ws/toy.conf --\n', mtas: [mta] });
    const verdicts = out
      .split('\n')
      .slice(0, -1)
      .map((it) => JSON.parse(it).rcpt.verdict);
    expect([code, ...verdicts]).toEqual([0, 'unknown', 'accepted']);
    expect(err).toMatch(/^postmaster: explaining one@example\.com failed: Error: a fault of ours\n/);
  });

  test.each([
    ['explain', 'explain needs an address, or - for addresses on standard input'],
    ['explain --client host a@b', '--client takes an IP address, not host'],
    ['explain --root /gone a@b', '/gone is no folder'],
    ['explain --root /img --config /etc/none a@b', '/etc/none is no file that can be read'],
    ['explain --root /img/etc a@b', 'there is no mail system here; name one with --root or --config'],
  ])('refuses "%s" with one line', async (line, message) => {
    expect(await call(line, { files, cwd: '/ws' })).toEqual({ code: 2, out: '', err: `postmaster: ${message}\n` });
  });

  test('asks which system is meant where there are several', async () => {
    const { code, err } = await call('explain a@b', { files: '-- ws/a/toy.conf --\n-- ws/b/toy.conf --\n', mtas: [toy()] });
    expect([code, err]).toEqual([2, 'postmaster: there are 2 mail systems here, such as /ws/a/toy.conf; choose one with --config\n']);
  });

  test('means the server that mail comes to, and goes on with the one that has the mailboxes', async () => {
    const host = `
-- img/etc/dovecot/dovecot.conf --
passdb {
  driver = pam
}
userdb {
  driver = passwd
}
-- img/etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = example.com
mailbox_transport = lmtp:unix:/run/dovecot/lmtp
-- img/etc/aliases --
postmaster: ann
-- img/etc/passwd --
ann:x:1001:1::/home/ann:/bin/sh
`;
    for (const [line, files] of [
      ['explain --root /img --json ann@example.com', host],
      ['explain --json ann@example.com', host.replaceAll('-- img/', '-- ws/')],
    ] as const) {
      const { code, out, err } = await call(line, { files });
      const { rcpt, deliveries, steps } = JSON.parse(out);
      expect([code, err, rcpt.verdict]).toEqual([1, '', 'accepted']);
      expect(deliveries).toMatchObject([{ outcome: 'bounced', enhanced: '5.1.1' }]);
      expect(steps.at(-1)).toMatchObject({ stage: 'userdb passwd', verdict: 'rejected', line: 5 });
    }
  });
});
