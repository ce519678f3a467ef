import fc from 'fast-check';

// Names, addresses and tables of made-up deployments.

export const domain = fc.constantFrom(
  'example.com',
  'example.com',
  'sub.example.com',
  'mail.example.com',
  'hosted.test',
  'other.hosted.test',
  'relay.test',
  'far.test',
  'gone.invalid',
);
export const local = fc.constantFrom(
  'alice',
  'bob',
  'carol',
  'nosuch',
  'info',
  'sales',
  'list',
  'mary-ann',
  'root',
  'Alice',
  'postmaster',
  'owner-list',
);
export const address = fc.tuple(local, domain).map(([user, host]) => `${user}@${host}`);
export const target = fc.oneof(
  { weight: 4, arbitrary: local },
  { weight: 4, arbitrary: address },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '"|/bin/true x"',
      '/var/mail/box',
      '/var/mail/dir/',
      ':include:/etc/mail/members',
      ':include:/etc/mail/absent',
      '\\bob',
      'Bob <bob@example.com>',
      '"carol"@example.com',
      'bad@@example.com',
      '/dev/null',
      'alice # once',
    ),
  },
);
export const targets = fc.oneof(
  { weight: 8, arbitrary: fc.array(target, { minLength: 1, maxLength: 3 }).map((it) => it.join(', ')) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ':fail: no longer here',
      ':fail: 550 5.1.6 moved',
      ':fail:',
      ':defer: later',
      ':blackhole:',
      ':unknown:',
      'alice, :fail: late',
      '',
      ':fail: 451 4.2.0 wrong class',
    ),
  },
);

export function table(key: fc.Arbitrary<string>, value: fc.Arbitrary<string>, most = 6): fc.Arbitrary<string> {
  return fc
    .array(fc.tuple(key, value), { maxLength: most, minLength: 1 })
    .map((rows) => rows.map(([left, right]) => `${left}: ${right}\n`).join(''));
}

export const aliasKey = fc.oneof(
  { weight: 8, arbitrary: local },
  { weight: 2, arbitrary: address },
  { weight: 1, arbitrary: fc.constantFrom('*', '*@hosted.test', '*@example.com') },
);
export const member = fc.oneof(target, fc.constantFrom('# nobody', ''));
