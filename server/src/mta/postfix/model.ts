import { mentionsFrom } from '../../core/mentions.ts';
import type { Surroundings } from '../../core/mta.ts';
import { type Item, type Sourced, written } from '../../core/sourced.ts';
import type { DomainClaim, NameUse, TableUse } from '../../core/system.ts';
import { nameList } from '../../formats/nameList.ts';
import { claimsOf } from './claims.ts';
import type { ClassList } from './classes.ts';
import { domainListOf } from './domainList.ts';
import { identityOf } from './identity.ts';
import { mailboxAt, mailboxesOf, mailboxFor } from './mailboxes.ts';
import { namesOf, serviceAt, servicesInTables } from './names.ts';
import { type Parameters, parametersOf, UNKNOWN_HOST, wordsOf } from './parameters.ts';
import { redirectionsOf } from './redirections.ts';
import { classOfDomain } from './routing/class.ts';
import type { MainCf } from './syntax/mainCf.ts';
import { type MasterCf, masterCf, type Service } from './syntax/masterCf.ts';
import { hasPlaceholder } from './syntax/template.ts';
import type { MapList, Postfix } from './system.ts';
import { type TableRef, tableRefOf } from './tableRef.ts';
import { type OpenTable, openTable, type TableWorld } from './tables.ts';
import { compiledPaths, tableUsesOf } from './tableUses.ts';

/** Understands a main.cf, its master.cf and every table that they name. */
export function modelPostfix(mainCf: MainCf, surroundings: Surroundings): Postfix {
  const mentions = mentionsFrom(mainCf, surroundings);
  const { files, mention } = mentions;
  const master = mention({ path: '/etc/postfix/master.cf', format: masterCf });
  const masterFile = master.kind === 'file' ? (master.file as MasterCf) : undefined;
  const parameters = parametersOf(mainCf, masterFile, { hostname: hostname(), firstLine });
  const aliasPaths = new Set(
    ['alias_maps', 'alias_database'].flatMap((it) => wordsOf(it, parameters)).flatMap((it) => tableRefOf(it)?.name ?? []),
  );
  const compiled = compiledPaths(parameters, mainCf, masterFile);
  const world: TableWorld = {
    surroundings,
    mention,
    isAliasTable: (path) => aliasPaths.has(path),
    someCompiled: () => compiled.some((path) => surroundings.seen({ path }).kind === 'present'),
  };
  const smtpd = parameters.of(service('smtp', 'inet'));
  const list = (name: ClassList) => domainListOf(name, parameters, world);
  const domainLists = {
    mydestination: list('mydestination'),
    virtual_alias_domains: list('virtual_alias_domains'),
    virtual_mailbox_domains: list('virtual_mailbox_domains'),
    relay_domains: list('relay_domains'),
  };
  const maps = new Map<Parameters, Map<string, MapList>>();
  let uses: readonly TableUse[] | undefined;
  let claims: readonly DomainClaim[] | undefined;
  let names: readonly NameUse[] | undefined;

  const system: Postfix = {
    mta: 'postfix',
    target: surroundings.version,
    isForeign: surroundings.isForeign,
    root: mainCf.file,
    mainCf,
    masterCf: masterFile,
    parameters,
    smtpd,
    domainLists,
    domainClasses: new Map(),
    mapsOf,
    open: (ref) => openTable(ref, world),
    service,
    mention,
    unmentioned: surroundings,
    get files() {
      return [...files.values()];
    },
    get mentions() {
      return mentions.all();
    },
    get claims() {
      claims ??= claimsOf(domainLists);
      return claims;
    },
    get tables() {
      uses ??= tableUsesOf(system, world);
      return uses;
    },
    get names() {
      names ??= namesOf(system);
      return names;
    },
    namesInTables: () => servicesInTables(system),
    nameAt: (file, offset) => serviceAt(system, file, offset),
    self: identityOf(parameters),
    mailboxes: () => mailboxesOf(system),
    mailboxFor: (address) => mailboxFor(system, address),
    mailboxAt: (file, offset) => mailboxAt(system, file, offset),
    setting: (name) => parameters.fact(name),
    builtIn: parameters.builtInText,
    classOf: (domain) => classOfDomain(system, domain),
    redirections: (file) => redirections.redirections(file),
    redirectionAt: (file, offset) => redirections.redirectionAt(file, offset),
    redirectionFor: (address) => redirections.redirectionFor(address),
    textOf: (file) => files.get(file)?.text ?? '',
  };
  const redirections = redirectionsOf(system);
  // Whatever a parameter names is asked for at once, so that the workspace can read it.
  void system.tables;
  for (const parameter of [
    'virtual_alias_maps',
    'virtual_mailbox_maps',
    'relay_recipient_maps',
    'local_recipient_maps',
    'alias_maps',
    'alias_database',
  ])
    mapsOf(parameter);
  return system;

  function service(name: string, type: 'inet' | 'unix'): Service | undefined {
    const all = masterFile?.services ?? [];
    // A later line replaces an earlier one with the same name and type.
    if (name !== 'smtp' || type !== 'inet') return all.findLast((it) => it.type.text === type && it.name.text === name);
    // An address may stand before the port; what listens on the loopback only is for programs of this host.
    const listeners = all.filter((it) => it.type.text === 'inet' && /^(.*:)?(smtp|25)$/.test(it.name.text));
    const found = listeners.findLast((it) => !/^(127\.|localhost:|\[::1\])/.test(it.name.text)) ?? listeners.at(-1);
    // postscreen hands its clients to the smtpd of the type pass.
    const behind =
      found?.command?.text === 'postscreen' ? all.findLast((it) => it.type.text === 'pass' && it.name.text === 'smtpd') : undefined;
    return behind ?? found;
  }
  function mapsOf(parameter: string, view: Parameters = parameters): MapList {
    const known = maps.get(view) ?? new Map<string, MapList>();
    maps.set(view, known);
    const found = known.get(parameter) ?? openMaps(parameter, view);
    known.set(parameter, found);
    return found;
  }
  function openMaps(parameter: string, view: Parameters): MapList {
    const tables: OpenTable[] = [];
    const strangers: Item[] = [];
    for (const item of wordsOf(parameter, view)) {
      const ref = tableRefOf(item) ?? (hasPlaceholder(item.text) ? filledIn(item) : undefined);
      if (ref) tables.push(openTable(ref, world));
      else strangers.push(item);
    }
    return { parameter, tables, strangers };
  }
  function firstLine(path: string): Sourced | undefined {
    const seen = mention({ path, format: nameList });
    const name = seen.kind === 'file' ? seen.file.entries[0]?.name : undefined;
    return name && written(name.text, name.at);
  }
  function hostname(): Sourced {
    const own = firstLine('/etc/hostname');
    if (!own)
      return { text: UNKNOWN_HOST, parts: [{ length: UNKNOWN_HOST.length, leaf: { kind: 'default', setting: 'myhostname' }, via: [] }] };
    // `postconf -d myhostname` on a machine named vm says vm.localdomain.
    const parts = own.parts.map((it) => ({ length: it.length, leaf: it.leaf, via: it.via }));
    if (own.text.includes('.')) return { text: own.text, parts };
    return {
      text: `${own.text}.localdomain`,
      parts: [...parts, { length: 12, leaf: { kind: 'default', setting: 'myhostname' }, via: [] }],
    };
  }
}

/** A word that somebody puts a table in place of. */
function filledIn(item: Item): TableRef {
  return { type: '', name: item.text, spec: item.text, members: [], item };
}
