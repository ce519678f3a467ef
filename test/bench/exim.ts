import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { ensureExim } from '../../scripts/exim.ts';
import { exim } from '../../server/src/mta/exim/index.ts';
import { noSettings } from '../../server/src/workspace/settings.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { askExim } from '../differential/exim/ask.ts';
import { memoryWorld } from '../unit/workspace/memoryWorld.ts';
import { ms } from './postmap.ts';

// How long 10,000 explanations over 100,000 lines of aliases take, next to one `exim -bt` for as many addresses.
const ENTRIES = 100_000;
const ADDRESSES = 10_000;
const DOMAINS = 20_000;
const CLIENT = '203.0.113.9';

const why = ensureExim();
if (why !== undefined) {
  console.log(`exim -bt could not be asked: ${why}`);
  process.exit(process.env['CI'] ? 1 : 0);
}
const config = `primary_hostname = mail.example.com
qualify_domain = example.com
keep_environment =
domainlist local_domains = @ : example.com
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  require domains = +local_domains
  require verify = recipient
  accept
begin routers
aliases:
  driver = redirect
  domains = +local_domains
  data = \${lookup{$local_part}lsearch{/etc/aliases}}
users:
  driver = accept
  domains = +local_domains
  check_local_user
  transport = local
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
`;
const aliases = Array.from({ length: ENTRIES }, (_, i) => `alias${i}: ${i % 2 ? 'alice' : 'bob'}\n`).join('');
const addresses = Array.from({ length: ADDRESSES }, (_, i) => `alias${(i * 7919) % (ENTRIES + ENTRIES / 10)}@example.com`);

const theirs = await askThem();
const ours = askUs();
console.log(`exim -bt            ${ms(theirs.time)} for ${ADDRESSES} addresses in one process, ${theirs.reached} of them reach somebody`);
console.log(`whole explanations  ${ms(ours.time)} from reading the files on, ${ours.reached} of them accepted`);
console.log(`exim -bt takes ${(theirs.time / ours.time).toFixed(1)} times as long`);

console.log(`all rules           ${ms(checkUs())} over as many aliases that lead to other aliases`);

const inTable = timeOfDomains('lsearch;/etc/domains');
const inFile = timeOfDomains('/etc/domains');
console.log(
  `a list in a file    ${ms(inFile)} for all rules over ${DOMAINS} domains, ${(inFile / inTable).toFixed(1)} times as long as over a table of them`,
);

interface Run {
  readonly time: number;
  readonly reached: number;
}

/** The time of the process alone: a box takes a while to be made. */
async function askThem(): Promise<Run> {
  const script =
    'start=$(date +%s%N); /usr/sbin/exim4 -bt </addresses >/answers 2>/dev/null; end=$(date +%s%N); echo $(((end - start) / 1000)) $(grep -c "transport = local" /answers)';
  const files = { '/etc/aliases': aliases, '/addresses': addresses.map((it) => `${it}\n`).join('') };
  const [ran] = await askExim({ config, files }, [['/bin/sh', '-c', script]], 600_000);
  const [microseconds = '0', reached = '0'] = ran!.output.trim().split(' ');
  return { time: Number(microseconds) / 1000, reached: Number(reached) };
}

function askUs(): Run {
  const start = performance.now();
  const [view] = opened(aliases).snapshot().systems;
  const accepted = addresses.filter((it) => view!.mta.explain(view!.system, it, CLIENT).rcpt.verdict === 'accepted');
  return { time: performance.now() - start, reached: accepted.length };
}

/** Half of them lead to users and the others, by a whole address, to one of those. */
function checkUs(): number {
  const targetOf = (i: number) => (i % 2 ? `alias${i - 1}@example.com` : 'alice');
  const start = performance.now();
  opened(Array.from({ length: ENTRIES }, (_, i) => `alias${i}: ${targetOf(i)}\n`).join(''))
    .snapshot()
    .findings();
  return performance.now() - start;
}

/** An alias in every hundredth of the domains that the list has. */
function timeOfDomains(list: string): number {
  const domains = Array.from({ length: DOMAINS }, (_, i) => `domain${i}.example\n`);
  const virtual = domains.filter((_, i) => i % 100 === 0).map((it) => `info@${it.trim()}: alice@example.com\n`);
  const written = config.replace('= @ : example.com', `= @ : example.com : ${list}`).replace('{$local_part}', '{$local_part@$domain}');
  const start = performance.now();
  opened(virtual.join(''), written, domains.join('')).snapshot().findings();
  return performance.now() - start;
}

function opened(text: string, written = config, domains = ''): Workspace {
  const root = '/server';
  const files = {
    'etc/exim4/exim4.conf': written,
    'etc/domains': domains,
    'etc/aliases': text,
    'etc/passwd': 'alice:x:1001:1001::/home/alice:/bin/sh\nbob:x:1002:1002::/home/bob:/bin/sh\n',
  };
  const world = memoryWorld(Object.entries(files).map(([name, it]) => [path.join(root, name), it]));
  const workspace = new Workspace({ world, mtas: [exim], settings: { ...noSettings, serverRoot: root }, log: console.error });
  workspace.setFolders([root]);
  return workspace;
}
