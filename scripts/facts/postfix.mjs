// Asks an installed Postfix for its parameters and writes what the vocabulary is made from:
//   node scripts/facts/postfix.mjs [MASTER-CF]
// MASTER-CF is the master.cf that Postfix brings along. Needs postconf(1) and the manual page postconf(5); no root, no running daemon.
// The answers come from a private configuration directory with an empty main.cf, so that nothing of this machine's own
// configuration gets in; what postconf works out from the machine itself is recorded by name only.

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const target = new URL('../../server/src/mta/postfix/vocabulary/parameters.json', import.meta.url);
const stockMaster = process.argv[2] ?? '/usr/share/postfix/master.cf.dist';

// The programs of a master.cf; which of them lend their service's name to parameters, postconf is asked.
const programs =
  'anvil bounce cleanup discard error flush lmtp local oqmgr pickup pipe proxymap qmgr qmqpd scache showq smtp smtpd spawn tlsmgr tlsproxy trivial-rewrite verify virtual'.split(
    ' ',
  );

// Where the built-in value comes from when it is no constant (mail_params.c; process_* are set by every program for itself).
const machine = {
  mail_release_date: 'the release of Postfix',
  mail_version: 'the release of Postfix',
  mydomain: '$myhostname without its first label',
  myhostname: 'the name of the machine',
  mynetworks: 'the network interfaces, as $mynetworks_style says',
  process_id: 'the running program',
  process_name: 'the running program',
};

const folder = mkdtempSync(join(tmpdir(), 'postfix-facts-'));
try {
  writeFileSync(join(folder, 'main.cf'), '');
  const builtIn = askDefaults('');
  const constant = [...builtIn].filter(([name]) => !(name in machine));
  const suffixes = askSuffixes(builtIn);
  const facts = {
    version: builtIn.get('mail_version'),
    machine,
    suffixes,
    stock: askStock(new Set(Object.values(suffixes).flatMap((it) => it.programs.split(' ')))),
    parameters: Object.fromEntries(constant),
    since: readSince(builtIn),
  };
  writeFileSync(target, `${JSON.stringify(facts, undefined, 2)}\n`);
  console.log(`Postfix ${facts.version}: ${builtIn.size} built-in parameters, ${Object.keys(suffixes).length} suffixes for services`);
} finally {
  rmSync(folder, { recursive: true });
}

/** Name and raw default of each parameter that postconf knows next to this master.cf. */
function askDefaults(master) {
  writeFileSync(join(folder, 'master.cf'), master);
  const lines = ask('-d').map((line) => /^(\S+) =(.*)$/.exec(line));
  return new Map(lines.map(([, name, value]) => [name, value.trim()]));
}

/** What postconf appends to the name of a service to make a parameter, and for which programs. */
function askSuffixes(builtIn) {
  const res = {};
  for (const program of programs) {
    const own = [...askDefaults(`aservice unix - n n - - ${program}\n`)].filter(([name]) => !builtIn.has(name));
    for (const [name, value] of own) {
      const suffix = name.slice('aservice'.length);
      res[suffix] = { default: value, programs: [res[suffix]?.programs, program].filter(Boolean).join(' ') };
    }
  }
  return res;
}

/** The services of the stock master.cf that lend their names to parameters, and their programs. */
function askStock(lenders) {
  copyFileSync(stockMaster, join(folder, 'master.cf'));
  const services = ask('-M').map((line) => line.split(/\s+/));
  return Object.fromEntries(services.filter((it) => lenders.has(it[7])).map((it) => [it[0], it[7]]));
}

/**
 * The release that brought each parameter, as the manual says. What was put into old releases too has a list of releases
 * in the manual and no entry here: no single number would be true of it.
 */
function readSince(builtIn) {
  const page = execFileSync('man', ['-w', '5', 'postconf'], { encoding: 'utf8' }).trim();
  const sections = gunzipSync(readFileSync(page)).toString().split('\n.SH ').slice(1);
  const found = sections.map((text) => [
    text.slice(0, text.indexOf(' ')).replaceAll('\\', ''),
    /^This\s+feature is\s+available in Postfix\s+(?:version )?(\d+\.\d+)(?! *- )/m.exec(text)?.[1],
  ]);
  return Object.fromEntries(found.filter(([name, since]) => since && builtIn.has(name)).sort());
}

function ask(...options) {
  const said = execFileSync('postconf', ['-c', folder, ...options], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  return said.split('\n').filter(Boolean);
}
