import { describe, expect, it } from 'vitest';
import { concludeExplained } from '../../../client/src/panel/words/explain.ts';
import type { Explained } from '../../../server/src/protocol.ts';

const explained: Explained = {
  system: { mta: 'postfix', root: 'file:///', label: 'etc/postfix' },
  address: 'erin@shop.example',
  client: '203.0.113.9',
  claims: [],
  rcpt: { verdict: 'accepted', code: 250, enhanced: '2.1.5', text: 'Ok' },
  deliveries: [{ recipient: 'erin@shop.example', transport: 'virtual', nexthop: 'shop.example', outcome: 'delivered', why: 'a mailbox' }],
  steps: [{ stage: 'virtual_mailbox_maps', verdict: 'accepted', says: 'erin@shop.example has a mailbox' }],
};

function conclude(change: Partial<Explained>): string {
  const { tone, says, detail, next } = concludeExplained([{ ...explained, ...change }]);
  return [`${tone}: ${says}`, ...(detail === undefined ? [] : [`  ${detail}`]), ...next.map((it) => `  -> ${it}`)].join('\n');
}

describe('the sentence of a route', () => {
  it('of a recipient that arrives is good', () => {
    expect(conclude({})).toBe('good: etc/postfix accepts erin@shop.example\n  a mailbox');
  });

  it('of an accepted recipient that is lost later is bad', () => {
    const lost = { recipient: 'nosuch@shop.example', transport: 'local', nexthop: '', outcome: 'bounced', why: 'no such user' } as const;
    expect(conclude({ deliveries: [...explained.deliveries, lost] })).toBe(
      'bad: etc/postfix accepts erin@shop.example, then mail for nosuch@shop.example is bounced\n  no such user',
    );
  });

  it('names the command that would tell what the files do not', () => {
    expect(conclude({ rcpt: { verdict: 'unknown', ask: 'postmap -q erin@shop.example ldap:/etc/users' } })).toBe(
      [
        'warn: the files of etc/postfix do not tell whether erin@shop.example is accepted',
        '  erin@shop.example has a mailbox',
        '  -> Run postmap -q erin@shop.example ldap:/etc/users on the server',
      ].join('\n'),
    );
  });

  it('is that of the worst of several configurations', () => {
    const rejecting: Explained = {
      ...explained,
      system: { ...explained.system, label: 'backup' },
      rcpt: { verdict: 'rejected', code: 550 },
    };
    expect(concludeExplained([explained, rejecting]).says).toBe('backup rejects erin@shop.example');
  });

  it('says where no configuration is open', () => {
    expect(concludeExplained([])).toMatchObject({ tone: 'plain', says: 'no configuration is open' });
  });
});
