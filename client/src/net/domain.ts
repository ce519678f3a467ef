import { domainToASCII, domainToUnicode } from 'node:url';
import { type Refusal, refuse, refuseControls } from './refusal.ts';

declare const checked: unique symbol;

/** A domain or host name that was checked once. Only `parseDomain` makes one. */
export interface Domain {
  readonly kind: 'domain';
  /** Lower case A-labels without a final dot: what goes into DNS and SMTP. */
  readonly ascii: string;
  /** As a person reads it. */
  readonly text: string;
  readonly [checked]: true;
}

/**
 * Reads a domain or host name, internationalized or not. The name is turned into A-labels by the URL parser of Node, which
 * by itself takes much that is no name (127.1, exa%6dple.com, a..b, labels of 64 octets); hence what is asked before and after.
 */
export function parseDomain(text: string): Domain | Refusal {
  const what = 'a domain';
  const controls = refuseControls(text, what);
  if (controls) return controls;
  const trimmed = text.trim().replace(/[.\u3002\uff0e\uff61]$/u, '');
  if (trimmed === '') return refuse('there is no domain');
  if (trimmed.includes('@')) return refuse(`${trimmed} is an address; only what stands behind the @ is a domain`);
  if (/\s/u.test(trimmed)) return refuse('a space cannot stand in a domain');
  const odd = /[^\p{L}\p{M}\p{N}\-._\u3002\uff0e\uff61\u30fb\u00b7\u200c\u200d]/u.exec(trimmed)?.[0];
  if (odd !== undefined) return refuse(`the character ${odd} cannot stand in a domain`);
  const ascii = /^[\x21-\x7e]+$/.test(trimmed) && !/(^|\.)xn--/i.test(trimmed) ? trimmed.toLowerCase() : toAscii(trimmed);
  if (ascii === '') return refuse(`${trimmed} cannot be written as an internationalized domain name`);
  const fault = faultOf(ascii);
  if (fault) return refuse(fault);
  return { kind: 'domain', ascii, text: domainToUnicode(ascii) || ascii } as Domain;
}

function toAscii(text: string): string {
  const ascii = domainToASCII(text);
  // A label that only looks like an A-label, such as xn--a, comes back from the decoder as it is or not at all.
  const unicode = domainToUnicode(ascii);
  return unicode === '' || /(^|\.)xn--/.test(unicode) ? '' : ascii;
}

function faultOf(ascii: string): string | undefined {
  if (253 < ascii.length) return `a domain has at most 253 octets; this one has ${ascii.length}`;
  const labels = ascii.split('.');
  if (labels.includes('')) return 'two dots follow each other or the domain begins with one';
  const long = labels.find((it) => 63 < it.length);
  if (long !== undefined) return `a part of a domain has at most 63 octets; ${long.slice(0, 20)}… has ${long.length}`;
  const odd = labels.find((it) => !/^[a-z0-9_-]+$/.test(it));
  if (odd !== undefined) return `${odd} cannot be a part of a domain`;
  const hyphen = labels.find((it) => it.startsWith('-') || it.endsWith('-'));
  if (hyphen !== undefined) return `a part of a domain cannot begin or end with a hyphen, as ${hyphen} does`;
  const last = labels.at(-1) ?? '';
  if (/^(\d+|0x[0-9a-f]*)$/.test(last)) return `${ascii} is an IP address or part of one, not a domain`;
  return undefined;
}
