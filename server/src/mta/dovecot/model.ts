import { mentionsFrom } from '../../core/mentions.ts';
import type { Surroundings } from '../../core/mta.ts';
import type { NameUse } from '../../core/system.ts';
import { passwd } from '../../formats/passwd.ts';
import { builtIn } from './defaults.ts';
import { effectiveOf } from './effective.ts';
import { listenersOf } from './listeners.ts';
import { lookUpBy } from './lookUpBy.ts';
import { mailboxAt, mailboxesOf } from './mailboxes.ts';
import { namesOf } from './names.ts';
import { isThere } from './routing/accounts.ts';
import { type DovecotConf, dovecotConf, type Setting } from './syntax/dovecotConf.ts';
import type { Dovecot } from './system.ts';
import { tableUsesOf } from './tableUses.ts';
import { userFileOf } from './userFile.ts';

/** Understands a dovecot.conf and everything that it includes and names. */
export function modelDovecot(root: DovecotConf, surroundings: Surroundings): Dovecot {
  const mentions = mentionsFrom(root, surroundings);
  const { files, mention } = mentions;
  const { settings, ofLmtp, databases, listeners, accounts, faults } = effectiveOf(root, { mention, matching: surroundings.matching });
  const isNewer = settings.has('dovecot_config_version');
  const protocols = text('protocols');
  let names: readonly NameUse[] | undefined;
  let fault: { readonly found: Dovecot['broken'] } | undefined;

  const system: Dovecot = {
    mta: 'dovecot',
    root: root.file,
    opaque: isNewer ? 'dovecot_config_version says that this is written for Dovecot 2.4' : undefined,
    get broken() {
      fault ??= { found: isNewer ? undefined : firstFault() };
      return fault.found;
    },
    // Unwritten it is what the packages of the system add up to.
    hasLmtp: !settings.has('protocols') || protocols === undefined || protocols.split(/\s+/).includes('lmtp'),
    passdbs: databases.filter((it) => it.kind === 'passdb'),
    userdbs: databases.filter((it) => it.kind === 'userdb'),
    assignment,
    text,
    mention,
    ...(surroundings.localUsers ? { toldUsers: surroundings.localUsers } : {}),
    get files() {
      return [...files.values()];
    },
    get mentions() {
      return mentions.all();
    },
    claims: [],
    get tables() {
      return tableUsesOf(system);
    },
    get names() {
      names ??= namesOf([...files.values()].filter((it) => it.format === dovecotConf.id) as DovecotConf[]);
      return names;
    },
    listens: listenersOf(listeners, text('base_dir')),
    mailboxes: () => mailboxesOf(system),
    mailboxAt: (file, offset) => mailboxAt(system, file, offset),
    lookUpBy: (form) => lookUpBy(system, root, form),
    setting(name) {
      const written = assignment(name);
      const value = text(name);
      if (value === undefined) return undefined;
      return { value, origin: written ? { kind: 'written', at: written.value.at } : { kind: 'default', setting: name } };
    },
    builtIn,
    classOf: () => ({ kind: 'unknown', why: 'Dovecot takes mail by user, whatever the domain' }),
    redirections: () => [],
    redirectionAt: () => undefined,
    redirectionFor: () => undefined,
    textOf: (file) => files.get(file)?.text ?? '',
  };
  // Whatever a database names is asked for at once, so that the workspace can read it.
  for (const it of databases) void userFileOf(it, system);
  for (const path of ['/etc/passwd', '/etc/group']) mention({ path, format: passwd });
  return system;

  /** Why nothing starts. */
  function firstFault(): Dovecot['broken'] {
    const problems = [...files.values()].flatMap((it) => it.problems.filter(({ severity }) => severity === 'error'));
    const unread = problems.map(({ message, at }) => ({ why: message.replace(/, so Dovecot does not start$/, ''), at }));
    const strangers = accounts
      .filter(({ value }) => value.text !== '' && isThere(system, 'user', value.text) === false)
      .map(({ value }) => ({ why: `there is no account ${value.text}`, at: value.at }));
    return [...unread, ...faults, ...strangers][0];
  }
  function assignment(name: string): Setting | undefined {
    return ofLmtp.get(name) ?? settings.get(name);
  }
  function text(name: string): string | undefined {
    const written = assignment(name);
    if (!written) return builtIn(name);
    if (written.source === 'text') return written.value.text;
    // `$protocols lmtp` adds to what is there; other variables and files behind < are not followed.
    const isList = name === 'protocols' && written.source === 'variables';
    return isList ? written.value.text.replaceAll('$protocols', builtIn(name)!) : undefined;
  }
}
