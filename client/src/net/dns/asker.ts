import pLimit from 'p-limit';
import type { Resolver } from '../endpoint.ts';
import type { MxAlias } from '../results.ts';
import { sameName } from './names.ts';
import { type DnsReply, query } from './resolver.ts';
import { linkTo } from './secure.ts';
import { type DnsTiming, usualDnsTiming } from './timing.ts';
import type { AskedType, DnsRecord } from './wire.ts';

/** Asks one server, never twice the same within a run. */
export type Ask = (name: string, type: AskedType) => Promise<DnsReply>;

export interface AskerOptions {
  readonly recursion: boolean;
  readonly timing?: DnsTiming | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The only certificates in PEM that an encrypted resolver's may come from; absent: those that Node trusts. */
  readonly trusted?: string | undefined;
}

/** What one domain may cost a resolver: a zone that fans out into hundreds of names must not make us its amplifier. */
const budget = 100;
const atOnce = 8;

/**
 * At most 8 questions at once, 100 in all, and none after the time for one domain: what is too much gets a failure as its reply.
 * Names that differ in case only are one question.
 */
export function makeAsker(resolver: Resolver, { recursion, timing = usualDnsTiming, signal, trusted }: AskerOptions): Ask {
  const limit = pLimit(atOnce);
  const asked = new Map<string, Promise<DnsReply>>();
  const link = linkTo(resolver, signal, trusted);
  const total = timing.total ?? usualDnsTiming.total;
  const end = performance.now() + total;
  return (name, type) => {
    const key = `${name.toLowerCase()} ${type}`;
    const known = asked.get(key);
    if (known) return known;
    if (budget <= asked.size) return Promise.resolve(unasked(`${budget} questions are enough for one domain`));
    const reply = limit(() =>
      end <= performance.now()
        ? unasked(`the ${total / 1000} s for one domain are over`)
        : query(resolver, name, type, { recursion, timing, signal, link }),
    );
    asked.set(key, reply);
    return reply;
  };
}

function unasked(why: string): DnsReply {
  return { kind: 'failure', rcode: 'UNASKABLE', why: `not asked: ${why}`, notes: [], strays: 0, ms: 0 };
}

/** Records of one type for a name, behind as many CNAME records as stand in the way. */
export interface Found<T extends DnsRecord['type']> {
  readonly reply: DnsReply;
  readonly records: readonly Extract<DnsRecord, { readonly type: T }>[];
  /** The CNAME records on the way, in order. */
  readonly aliases: readonly MxAlias[];
  readonly loops: boolean;
  /** The aliases go on where everybody stops following them. */
  readonly isEndless: boolean;
  readonly notes: readonly string[];
}

/** How often we ask on; a longer chain counts where one answer holds it. RFC 1034 wants none at all; resolvers stop between 8 and 16. */
const longestChain = 8;
/** A hostile answer may hold thousands. */
const mostAliases = 32;

/** Asks for records and follows CNAME records, also where the server did not. An error is no exception: `reply` is the last one. */
export async function find<T extends 'A' | 'AAAA' | 'MX' | 'NS' | 'SOA'>(ask: Ask, name: string, type: T): Promise<Found<T>> {
  const aliases: MxAlias[] = [];
  const notes: string[] = [];
  let current = name;
  for (let steps = 1; ; steps++) {
    const reply = await ask(current, type);
    notes.push(...reply.notes.filter((it) => !notes.includes(it)));
    const answers = reply.kind === 'answer' ? reply.message.answers : [];
    const before = current;
    for (let cname = cnameOf(answers, current); cname && aliases.length < mostAliases; cname = cnameOf(answers, current)) {
      const { target, ttl } = cname;
      const loops = [name, ...aliases.map((it) => it.name)].some((it) => sameName(it, target));
      aliases.push({ name: target, ttl });
      if (loops) return { reply, records: [], aliases, loops: true, isEndless: false, notes };
      current = target;
    }
    const records = answers.filter((it) => it.type === type && sameName(it.owner, current)) as Found<T>['records'][number][];
    const isEndless = records.length === 0 && current !== before && (longestChain <= steps || mostAliases <= aliases.length);
    if (0 < records.length || current === before || isEndless) return { reply, records, aliases, loops: false, isEndless, notes };
  }
}

function cnameOf(answers: readonly DnsRecord[], name: string): Extract<DnsRecord, { readonly type: 'CNAME' }> | undefined {
  for (const it of answers) if (it.type === 'CNAME' && sameName(it.owner, name)) return it;
  return undefined;
}

/** Seconds that a resolver may keep saying no: the SOA record's own TTL or its last field, whichever is less (RFC 2308 section 5). */
export function negativeTtlOf(reply: DnsReply): number | undefined {
  if (reply.kind !== 'answer') return undefined;
  for (const it of reply.message.authorities) if (it.type === 'SOA') return Math.min(it.ttl, it.minimum);
  return undefined;
}
