import { duration } from './mxCompare.ts';
import type { MxAnswer, MxRecord, ProbeResult, TranscriptLine } from './results.ts';

/**
 * A conversation as plain text, one line each, with a mark for who speaks: `->` we, `<-` the server, `~>` and `<~` inside TLS,
 * `<*` a refusal, `--` a remark, `!!` what broke.
 */
export function renderTranscript(lines: readonly TranscriptLine[]): string {
  return lines.map((it) => `${(it.at / 1000).toFixed(3).padStart(8)} ${mark(it)} ${it.text}\n`).join('');
}

function mark({ by, tls, expected }: TranscriptLine): string {
  if (by === 'note') return '--';
  if (by === 'failure') return '!!';
  if (by === 'client') return tls ? '~>' : '->';
  if (!expected) return '<*';
  return tls ? '<~' : '<-';
}

/** One recipient: the verdict, its proof, what to try next. */
export function renderProbe(result: ProbeResult): string {
  const { address, verdict, mx, ip, port, text, says, notes = [], next, ms } = result;
  const host = mx === ip ? ip : `${mx} [${ip}]`;
  const at = ip === '' ? '' : ` at ${host} port ${port}`;
  const lines = [`${address}: ${verdict}${at} (${ms} ms)`, `  ${text}`];
  if (says !== undefined) lines.push(`  that is: ${says}`);
  for (const it of notes) lines.push(`  note: ${it}`);
  for (const it of next) lines.push(`  next: ${it}`);
  return `${lines.join('\n')}\n`;
}

/** One server's answer: its records with what they last, then the findings. */
export function renderMx(answer: MxAnswer): string {
  const { domain, resolver, authoritative, rcode, records, findings, notes, serial, negativeTtl, authentic, server, ms } = answer;
  const kind = authoritative ? 'name server' : 'resolver';
  const extra = `${serial === undefined ? '' : `, serial ${serial}`}${authentic ? ', signatures checked (AD)' : ''}`;
  const lines = [
    `${domain} at ${kind} ${resolver.name}${resolver.address === resolver.name ? '' : ` [${resolver.address}]`}: ${rcode}${extra} (${ms} ms)`,
  ];
  const width = Math.max(0, ...records.map((it) => it.exchange.length));
  for (const it of records) lines.push(...renderRecord(it, width));
  if (negativeTtl !== undefined) lines.push(`  this is kept for at most ${duration(negativeTtl)}`);
  for (const it of findings) lines.push(`  ${it.severity}: ${it.message} (${it.id})`);
  if (server !== undefined) lines.push(`  note: the server calls itself ${server} (NSID)`);
  for (const it of notes) lines.push(`  note: ${it}`);
  return `${lines.join('\n')}\n`;
}

function renderRecord({ preference, exchange, ttl, addresses, aliases = [], note }: MxRecord, width: number): readonly string[] {
  const found = addresses.map((it) => `${it.ip} (${duration(it.ttl)})`).join(', ');
  const way = aliases.map((it) => `CNAME ${it.name} (${duration(it.ttl)}) `).join('');
  const text = found === '' ? (note ?? '') : `${way}${found}`;
  return [`  ${String(preference).padStart(5)} ${exchange.padEnd(width)}  for ${duration(ttl)}  ${text}`.trimEnd()];
}
