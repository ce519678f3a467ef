// Asks an unpacked Exim for its options and writes what the vocabulary is made from: node scripts/facts/exim.ts
// Needs what the live tests need: root, namespaces, and Exim in .tools/exim (node scripts/exim.ts).
// The answers come from a configuration with one router, transport and authenticator of each driver and nothing else in it,
// so that every option has the value that it has when nobody sets it.

import { writeFileSync } from 'node:fs';
import { askExim, exim } from '../../test/differential/exim/ask.ts';
import { type Asked, kindsOf } from './eximTypes.ts';

const target = new URL('../../server/src/mta/exim/vocabulary/options.json', import.meta.url);

/** What a driver does not start without. */
const needed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  routers: {
    accept: '',
    dnslookup: '',
    ipliteral: '',
    iplookup: 'hosts = 127.0.0.1\n  port = 1',
    manualroute: 'route_data = example.com',
    queryprogram: 'command = /bin/true\n  command_user = mail',
    redirect: 'data = x',
  },
  transports: {
    appendfile: 'file = /var/lib/x',
    autoreply: '',
    lmtp: 'socket = /var/lib/x',
    pipe: 'command = /bin/true',
    smtp: '',
  },
  authenticators: {
    cram_md5: 'public_name = A\n  server_secret = x',
    dovecot: 'public_name = B\n  server_socket = /var/lib/x',
    external: 'public_name = C\n  server_condition = yes',
    plaintext: 'public_name = D\n  server_prompts = :',
    spa: 'public_name = E\n  server_password = x',
    tls: 'server_condition = yes',
  },
};

const sections = Object.keys(needed) as ('routers' | 'transports' | 'authenticators')[];
const blocks = sections.map((section) => {
  // A router may not be the last word for an address where it hands over to nobody.
  const extra = section === 'routers' ? '\n  transport = the_smtp' : '';
  const each = Object.entries(needed[section]!).map(([driver, lines]) => {
    const own = driver === 'redirect' || driver === 'queryprogram' || driver === 'iplookup' ? '' : extra;
    return `the_${driver}:\n  driver = ${driver}${own}\n  ${lines}\n`;
  });
  return `begin ${section}\n${each.join('')}`;
});
const hostname = 'mail.example.com';
const config = `primary_hostname = ${hostname}\nkeep_environment =\n${blocks.join('')}`;

const ran = await askExim({ config }, [[exim, '-bV'], [exim, '-bP'], [exim, '-bP', 'macros'], ...sections.map((it) => [exim, '-bP', it])]);
const [version, main, macros, ...drivers] = ran.map(({ status, output }, i) => {
  if (status !== 0) throw new Error(`question ${i}: ${output}`);
  return output;
});

/** Options with the value that holds when nobody sets them: a text, or true or false. */
type Options = Record<string, string | boolean>;

/** Names that -bP macros has, as _OPT_MAIN_NAME and the like, in the order in which Exim replaces them. */
const macroLines = macros!.split('\n').filter((it) => it.startsWith('_'));

/** Options that -bP does not print, or that no configuration of ours could have: their values are in readconf.c and route.c. */
const unprinted: Options = { verify: true, fail_verify: false };

const mainOptions = withUnprinted('MAIN', optionsOf(main!.split('\n')));
const driverOptions = Object.fromEntries(sections.map((section, i) => [section, byDriver(section, drivers[i]!)]));

const facts = {
  version: /^Exim version (\S+)/m.exec(version!)![1],
  main: mainOptions,
  ...driverOptions,
  kinds: await kinds(),
  acl: {
    conditions: namesOf('_ACL_COND_'),
    modifiers: namesOf('_ACL_MOD_'),
  },
  // A value of y is left off.
  macros: macroLines.map((it) => it.replace(/=y$/, '')),
};
writeFileSync(target, `${JSON.stringify(facts, undefined, 2)}\n`);
console.log(`Exim ${facts.version}: ${Object.keys(facts.main).length} main options, ${facts.macros.length} macros`);

/** For each kind of value but text the options that take it, as main/name, section/name or section/driver/name. */
async function kinds(): Promise<Readonly<Record<string, readonly string[]>>> {
  const all: readonly Asked[] = [
    ...Object.keys(mainOptions).map((name) => ({ section: 'main', name })),
    ...Object.entries(driverOptions).flatMap(([section, { generic, drivers }]) => [
      ...Object.keys(generic).map((name) => ({ section, name })),
      ...Object.entries(drivers).flatMap(([driver, own]) => Object.keys(own).map((name) => ({ section, driver, name }))),
    ]),
  ];
  const res: Record<string, string[]> = {};
  for (const [i, kind] of (await kindsOf(all)).entries()) {
    const { section, driver, name } = all[i]!;
    if (kind !== undefined) (res[kind] ??= []).push([section, ...(driver === undefined ? [] : [driver]), name].join('/'));
  }
  return res;
}

function optionsOf(lines: readonly string[]): Options {
  const res: Options = {};
  for (const line of lines) {
    const match = /^(no_)?([a-z][a-z0-9_]*)(?: =(.*))?$/.exec(line.trim());
    if (!match) continue;
    const [, no, name, value] = match;
    // What this configuration sets, and what the machine says of itself, is nobody's default.
    if (name === 'primary_hostname' || name === 'keep_environment' || name === 'exim_version') res[name] = '';
    else res[name!] = value === undefined ? no === undefined : value.trim().replace(hostname, '$primary_hostname');
  }
  return res;
}

/** Options of all drivers of a section, and for each driver those that no other has. */
function byDriver(section: string, text: string): { readonly generic: Options; readonly drivers: Record<string, Options> } {
  const parts = text.split(/^the_(\w+) \w+:$/m);
  const names = Object.keys(needed[section]!);
  const all = new Map<string, Options>();
  for (let i = 1; i < parts.length; i += 2) all.set(parts[i]!, optionsOf(parts[i + 1]!.split('\n')));
  if (all.size !== names.length) throw new Error(`${section}: ${[...all.keys()].join(' ')}`);
  const [first, ...others] = [...all.values()];
  const generic = Object.keys(first!).filter((name) => others.every((it) => name in it));
  const pick = (from: Options, isWanted: (name: string) => boolean): Options =>
    Object.fromEntries(Object.entries(from).filter(([name]) => isWanted(name)));
  const unset = (options: Options): Options =>
    Object.fromEntries(Object.entries(options).map(([name, value]) => [name, ownValue(name, value)]));
  const one = section.slice(0, -1).toUpperCase();
  const known = namesOf(`_DRIVER_${one}_`);
  const own = (driver: string) => unset(pick(all.get(driver) ?? {}, (it) => !generic.includes(it)));
  return {
    generic: withUnprinted(`${one}S`, unset(pick(first!, (it) => generic.includes(it)))),
    drivers: Object.fromEntries(known.map((driver) => [driver, withUnprinted(`${one}_${driver.toUpperCase()}`, own(driver))])),
  };
}

function namesOf(prefix: string): readonly string[] {
  return macroLines.filter((it) => it.startsWith(prefix)).map((it) => it.slice(prefix.length).replace(/=.*/, '').toLowerCase());
}

function withUnprinted(where: string, printed: Options): Options {
  const missing = namesOf(`_OPT_${where}_`).filter((it) => !(it in printed));
  return { ...printed, ...Object.fromEntries(missing.map((it) => [it, unprinted[it] ?? ''])) };
}

/** What this configuration had to set. */
function ownValue(name: string, value: string | boolean): string | boolean {
  const isOurs =
    /^(command|command_user|data|driver|file|hosts|public_name|route_data|server_(condition|password|prompts|secret|socket)|socket|transport)$/.test(
      name,
    );
  return isOurs && typeof value === 'string' ? '' : value;
}
