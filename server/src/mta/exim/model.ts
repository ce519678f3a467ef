import { mentionsFrom } from '../../core/mentions.ts';
import type { Surroundings } from '../../core/mta.ts';
import type { ParsedFile } from '../../core/syntax.ts';
import type { DomainClaim, Mention, NameUse, Seen, TableUse } from '../../core/system.ts';
import { passwd } from '../../formats/passwd.ts';
import { claimsOf, classOf } from './claims.ts';
import { answersIn } from './debian/answers.ts';
import { debianSources } from './debian/sources.ts';
import { isStock, shownOrigin } from './debian/stock/index.ts';
import { type UpdateConf, updateConf } from './debian/updateConf.ts';
import { answer } from './debian/world.ts';
import { expandedText } from './expand/expand.ts';
import { variablesOf } from './expand/variables.ts';
import { hostName } from './hostName.ts';
import { tablesOf } from './lookup/tables.ts';
import { mailboxesOf } from './mailboxes.ts';
import { accountFlaw, accountNamedBy } from './missingAccounts.ts';
import { namesOf } from './names.ts';
import { redirectionsOf } from './redirections.ts';
import { flawOf } from './strangers.ts';
import { type Configuration, readConfiguration } from './syntax/configuration.ts';
import type { Source } from './syntax/reader.ts';
import type { Exim, MainOptions, UserAnswer } from './system.ts';
import { tableUsesOf } from './tableUses.ts';
import { defaultOf } from './vocabulary/index.ts';

/** Understands an Exim configuration and every file that it names. */
export function modelExim(root: ParsedFile, surroundings: Surroundings): Exim {
  const mentions = mentionsFrom(root, surroundings);
  const { files } = mentions;
  const configuration = readConfiguration(sources(), mention);
  const lookups = tablesOf(mention);
  const options = mainOptions();
  let names: readonly NameUse[] | undefined;
  let claims: readonly DomainClaim[] | undefined;
  let tables: readonly TableUse[] = [];
  let flaw: readonly [Exim['flaw']] | undefined;

  const system: Exim = {
    mta: 'exim',
    root: root.file,
    configuration,
    lookups,
    options,
    user,
    mention,
    matching: (pattern) => surroundings.matching(pattern),
    get files() {
      return [...files.values()];
    },
    get mentions() {
      return mentions.all();
    },
    get claims() {
      claims ??= [...claimsOf(system)];
      return claims;
    },
    get tables() {
      return tables;
    },
    get flaw() {
      flaw ??= [flawOf(configuration) ?? accountFlaw(system)];
      return flaw[0];
    },
    get names() {
      names ??= [...answersIn(root), ...namesOf(configuration)];
      return names;
    },
    self: { names: options.primaryHostname === undefined ? [] : [options.primaryHostname.toLowerCase()], addresses: [] },
    setting(name) {
      const answered = root.format === updateConf.id ? answer(root as UpdateConf, name) : undefined;
      if (answered) return { value: answered.text, origin: { kind: 'written', at: answered.at } };
      const found = configuration.option(name);
      return found && { value: found.value.text, origin: shownOrigin({ kind: 'written', at: found.at }) };
    },
    builtIn: (name) => defaultOf('main', undefined, name),
    classOf: (domain) => classOf(domain, system),
    redirections: (file) => redirections.redirections(file),
    redirectionAt: (file, offset) => redirections.redirectionAt(file, offset),
    redirectionFor: (address) => redirections.redirectionFor(address),
    mailboxes: () => mailboxes.mailboxes(),
    mailboxFor: (address) => mailboxes.mailboxFor(address),
    mailboxAt: (file, offset) => mailboxes.mailboxAt(file, offset),
    textOf: (file) => files.get(file)?.text ?? '',
  };
  const redirections = redirectionsOf(system);
  const mailboxes = mailboxesOf(system);
  // What is asked later is to be read now: the files that tables are, and who lives here.
  tables = tableUsesOf(system);
  const drivers = [...configuration.routers, ...configuration.transports];
  const named = [...configuration.main, ...drivers.flatMap((it) => it.settings)].map((it) => it.name.text);
  if (named.some((it) => it === 'check_local_user' || accountNamedBy(it) === 'user')) user('root');
  if (named.some((it) => accountNamedBy(it) === 'group')) mention({ path: '/etc/group', format: passwd });
  if (configuration.lists.some((it) => it.kind === 'host')) lookups.text('/etc/hosts');
  return system;

  /** Debian makes the configuration of several files and of what its questions were answered with. */
  function sources(): readonly Source[] {
    if (root.format !== updateConf.id) return [{ file: root, path: '/etc/exim4/exim4.conf' }];
    return debianSources(root as UpdateConf, { mention, matching: surroundings.matching });
  }
  function mention(asked: Mention): Seen {
    const { at, ...nowhere } = asked;
    return mentions.mention(at && isStock(at.file) ? nowhere : asked);
  }
  function user(name: string): UserAnswer {
    if (surroundings.localUsers?.has(name)) return { kind: 'user', home: undefined, uid: undefined, gid: undefined };
    const found = lookups.find({ type: 'passwd', options: [] }, name);
    switch (found.kind) {
      case 'hit': {
        const [, uid, gid, , home] = found.value.split(':');
        return { kind: 'user', home, uid, gid, ...(found.origin.kind === 'written' ? { at: found.origin.at } : {}) };
      }
      case 'miss':
        return { kind: 'none' };
      default:
        if (surroundings.localUsers) return { kind: 'none' };
        return { kind: 'unknown', why: `whether there is a user ${name} is not in the files`, ask: `getent passwd ${name}` };
    }
  }
  function mainOptions(): MainOptions {
    const primaryHostname = textOf(configuration, 'primary_hostname') ?? hostName(mention);
    // An empty name is what Debian makes of a file that it does not find.
    const qualifyDomain = textOf(configuration, 'qualify_domain') || primaryHostname;
    return {
      primaryHostname,
      qualifyDomain,
      qualifyRecipient: textOf(configuration, 'qualify_recipient') ?? qualifyDomain,
      isSet: (name) => {
        const found = configuration.option(name);
        return found !== undefined && found.negated === /^(false|no)$/i.test(found.value.text.trim());
      },
    };
  }
  function textOf(read: Configuration, name: string): string | undefined {
    const found = read.option(name);
    if (!found) return undefined;
    return expandedText(found.value, { variable: variablesOf({}), list: (kind, it) => read.list(kind, it), tables: lookups })?.trim();
  }
}
