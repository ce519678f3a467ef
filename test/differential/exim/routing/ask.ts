import path from 'node:path';
import { eximRoot } from '../../../../scripts/exim.ts';
import { runInBox } from '../../box/box.ts';
import type { Zone } from '../../box/dns.ts';
import { type Answers, hostOf, type RoutingSite } from './answers.ts';
import type { Logged } from './deliveryWorker.ts';
import type { Job } from './worker.ts';

const timeoutMs = 100_000;

/** An address that is nobody's, and of no host of the box: Exim takes all of 127/8 for its own. */
const far: Zone = { A: ['192.0.2.25'], MX: [[10, 'mx.far.test']] };
/** What the DNS of such a machine says. */
export const zones: Readonly<Record<string, Zone>> = {
  'mail.example.com': { A: ['127.0.0.1'] },
  'example.com': far,
  'sub.example.com': far,
  '*.example.com': 'NXDOMAIN',
  'mx.far.test': { A: ['192.0.2.25'] },
  '*.com': far,
  '*.net': far,
  '*.org': far,
  '*.test': far,
};

/** Runs a real Exim with these files on a machine of its own: RCPT TO for each address, from inside and outside, and `exim -bt`. */
export function askRouting(site: RoutingSite, addresses: readonly string[]): Promise<Answers> {
  return ask<Answers>(worker, site, addresses);
}

/** The same for messages: the lines of its log that say what became of them. */
export function askDeliveries(site: RoutingSite, addresses: readonly string[]): Promise<Logged> {
  return ask<Logged>(deliveryWorker, site, addresses);
}

async function ask<A extends object>(file: string, site: RoutingSite, addresses: readonly string[]): Promise<A> {
  const job: Job = { root: eximRoot, host: hostOf(site), dns: { ...zones, ...site.dns }, addresses };
  const result = await runInBox<A | { readonly error: string }>(file, job, timeoutMs);
  if (result.kind === 'failed') throw new Error(`Exim could not be asked: ${result.why}`);
  if ('error' in result.answer) throw new Error(`Exim could not be asked: ${result.answer.error}`);
  return result.answer;
}

const worker = path.join(import.meta.dirname, 'worker.ts');
const deliveryWorker = path.join(import.meta.dirname, 'deliveryWorker.ts');
