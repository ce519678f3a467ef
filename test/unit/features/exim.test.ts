import { describe, expect, test } from 'vitest';
import { incoming, outgoing, stationAt } from '../../../server/src/features/callHierarchy.ts';
import { lensesIn, lensTitle } from '../../../server/src/features/codeLens.ts';
import { linksIn } from '../../../server/src/features/documentLinks.ts';
import { hoverAt } from '../../../server/src/features/hover.ts';
import { openFixture } from './open.ts';

/** A host whose aliases and users are in files, for the features that follow mail. */
const site = `
-- etc/exim4/exim4.conf --
primary_hostname = mail.example.com
qualify_domain = example.com
domainlist local_domains = @ : example.com
domainlist relay_to_domains = /etc/exim4/relay_domains
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  require domains = +local_domains : +relay_to_domains
  require verify = recipient
  accept
begin routers
aliases:
  driver = redirect
  domains = +local_domains
  allow_fail
  data = \${lookup{$local_part}lsearch{/etc/aliases}}
users:
  driver = accept
  domains = +local_domains
  check_local_user
  transport = local
  cannot_route_message = Unknown user
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
-- etc/passwd --
root:x:0:0:root:/root:/bin/sh
jane:x:1001:1001::/home/jane:/bin/sh
-- etc/exim4/relay_domains --
# behind us
example.org
-- etc/aliases --
postmaster: jane
staff: jane, nosuch
gone: nosuch
closed: :fail: no longer here
`;

function hover(word: string): string {
  const { snapshot, fixture } = openFixture(site.replace(word, `${word.slice(0, 3)}<|>${word.slice(3)}`));
  const { file, offset } = fixture.cursor!;
  const links = { hrefOf: (name: string, line: number) => `${name}#L${line}`, textOf: snapshot.textOf };
  return hoverAt(snapshot, `/ws/${file}`, offset, links)?.markdown ?? 'nothing';
}

describe('the features that follow mail through Postfix follow it through Exim', () => {
  const { snapshot } = openFixture(site);

  test('over an alias stands whom it reaches', () => {
    const file = '/ws/etc/aliases';
    const text = snapshot.textOf(file);
    const lenses = lensesIn(snapshot, file).map(
      ({ at, address }) => `${text.slice(at.start, at.end)}: ${lensTitle(snapshot, file, address)}`,
    );
    expect(lenses).toEqual([
      'postmaster: → jane@example.com',
      'staff: → 2 recipients · 1 bounces',
      'gone: refused: 550',
      'closed: refused: 550',
    ]);
  });
  test('the call hierarchy has who leads to an entry, and whom it leads to', () => {
    const file = '/ws/etc/aliases';
    const text = snapshot.textOf(file);
    const [staff, jane] = ['staff', 'jane, nosuch'].map((it) => stationAt(snapshot, file, text.indexOf(it)));
    const calls = outgoing(snapshot, staff!).map(({ station }) => `${station.name}: ${station.detail}`);
    expect(calls).toEqual(['jane: delivered', 'nosuch: bounced']);
    expect(jane!.at.file).toBe('/ws/etc/passwd');
    expect(incoming(snapshot, jane!).map(({ station }) => station.name)).toEqual(['postmaster', 'staff']);
  });
  test('a path leads to its file', () => {
    const file = '/ws/etc/exim4/exim4.conf';
    const text = snapshot.textOf(file);
    expect(linksIn(snapshot, file).map(({ at, target }) => `${text.slice(at.start, at.end)} -> ${target}`)).toEqual([
      '/etc/exim4/relay_domains -> /ws/etc/exim4/relay_domains',
      '/etc/aliases -> /ws/etc/aliases',
    ]);
  });
  test('domains are of a class, and known as they are listed', () => {
    const [system] = snapshot.systems.map((it) => it.system);
    expect(system!.claims.map((it) => `${it.domain} ${it.class} by ${it.setting}`)).toEqual([
      'mail.example.com local by local_domains',
      'example.com local by local_domains',
      'example.org relay by relay_to_domains',
    ]);
    expect(['mail.example.com', 'example.org', 'example.net'].map((it) => system!.classOf(it))).toMatchObject([
      { kind: 'class', class: 'local', setting: 'local_domains' },
      { kind: 'class', class: 'relay', setting: 'relay_to_domains' },
      { kind: 'elsewhere' },
    ]);
  });
  test('hovers show tables and settings', () => {
    expect(hover('lsearch{/etc')).toContain('Type `lsearch`: ready');
    expect(hover('lsearch{/etc')).toContain('4 entries');
    expect(hover('/etc/exim4/relay_domains')).toContain(
      'Type `file`: ready\n- File [relay\\_domains](/ws/etc/exim4/relay_domains#L1), 1 entry',
    );
    expect(hover('example.org')).toContain('**example\\.org** is a relay domain here');
    expect(hover('qualify_domain')).toContain('`example.com`, written in');
  });
});
