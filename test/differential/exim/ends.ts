import path from 'node:path';
import { eximRoot } from '../../../scripts/exim.ts';
import { runInBox } from '../box/box.ts';
import type { HostAnswers, Job } from './endsWorker.ts';
import { hostOf, noService, type RoutingSite } from './routing/answers.ts';
import { zones } from './routing/ask.ts';

/** By address: the reply to a stranger, if an ACL stands there to give one, where the routers lead, and who still waits behind them. */
export type Ends = ReadonlyMap<string, string>;

const beginMs = 60_000;
const siteMs = 20_000;

/** Asks a real Exim about each of these sites in turn, all on one machine; there is a DNS and no other host. */
export async function endsOf(sites: readonly RoutingSite[], addresses: readonly string[]): Promise<readonly Ends[]> {
  const job: Job = { root: eximRoot, dns: zones, hosts: sites.map(hostOf), addresses };
  const result = await runInBox<readonly HostAnswers[] | { readonly error: string }>(worker, job, beginMs + siteMs * sites.length);
  if (result.kind === 'failed') throw new Error(`Exim could not be asked: ${result.why}`);
  if ('error' in result.answer) throw new Error(`Exim could not be asked: ${result.answer.error}`);
  return result.answer.map((it, i) => drawn(it, sites[i]!, addresses));
}

function drawn({ outside, route, waiting }: HostAnswers, { files }: RoutingSite, addresses: readonly string[]): Ends {
  const texts = Object.values(files).join('\n');
  const hasAcl = /^\s*acl_smtp_rcpt\b/m.test(texts);
  // Whoever is to take it there is not on this machine.
  const elsewhere = [...texts.matchAll(/^[ \t]*(\w+):[ \t\r]*\n(?:[ \t].*\n)*?[ \t]+driver\s*=\s*(?:smtp|lmtp)\b/gm)].map(([, it]) => it!);
  const end = (address: string): string => {
    const ways = route[address]!;
    const isElsewhere = elsewhere.some((it) => new RegExp(` by ${it}\\b`).test(ways));
    const isWaiting = waiting.includes(address) && !isElsewhere;
    return [hasAcl ? outside[address]! : '250', ways, ...(isWaiting ? ['it waits'] : [])].join(' -> ');
  };
  return new Map(addresses.map((it) => [it, end(it)]));
}

/** Somebody has it, or another host will. */
export function arrives(end: string): boolean {
  return end.startsWith('250') && !/ (bounced|deferred|waits)\b/.test(end) && !end.includes(noService);
}

const worker = path.join(import.meta.dirname, 'endsWorker.ts');
