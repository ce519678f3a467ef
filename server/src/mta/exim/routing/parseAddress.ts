/** An address as Exim takes it apart: quotes stay where they stand, comments and routes are gone. */
export interface Parsed {
  readonly localPart: string;
  /** Undefined for a local part that stands alone. */
  readonly domain: string | undefined;
}

export interface Malformed {
  readonly why: string;
}

const SPECIAL = /[\u0000-\u0020\u007f()<>@,;:\\"[\]]/;

/**
 * Reads one address, perhaps in angle brackets behind a name. Without the brackets, as in an alias or a rewriting rule, Exim takes
 * `user@[192.0.2.1]` whatever allow_domain_literals says. Source: parse_extract_address() of parse.c; asked of Exim 4.96.
 */
export function parseAddress(text: string, literals: boolean): Parsed | Malformed {
  const it: Reader = { text, at: 0, literals };
  skipComment(it);
  const first = localPart(it, true);
  if (typeof first !== 'string') return first;
  let res: Parsed | Malformed;
  const next = text[it.at];
  if (next === undefined) return first === '' ? { why: 'empty address' } : { localPart: first, domain: undefined };
  if (next === '@' && first !== '') {
    it.at++;
    const name = domain(it, true);
    if (typeof name !== 'string') return name;
    res = { localPart: first, domain: name };
  } else if (next === '@') res = behindRoute(it, undefined);
  else {
    while (text[it.at] !== '<') {
      const word = localPart(it, false);
      if (typeof word !== 'string') return { why: `${word.why} (expected word or "<")` };
    }
    it.at++;
    skipComment(it);
    res = text[it.at] === '@' ? behindRoute(it, '>') : addrSpec(it, '>');
    if ('why' in res) return res;
    if (text[it.at] === undefined) return { why: "'>' missing at end of address" };
    if (text[it.at] !== '>') return mayNotFollow(it);
    it.at++;
    skipComment(it);
  }
  if ('why' in res) return res;
  return it.at < text.length ? mayNotFollow(it) : res;
}

interface Reader {
  readonly text: string;
  readonly literals: boolean;
  at: number;
}

function mayNotFollow({ text, at }: Reader): Malformed {
  return { why: `malformed address: ${text.slice(at, at + 32)} may not follow ${text.slice(0, at)}` };
}

/** Blanks and comments in parentheses, which may hold others. */
function skipComment(it: Reader): void {
  for (let depth = 0; it.at < it.text.length; it.at++) {
    const letter = it.text[it.at]!;
    if (depth === 0 && /\s/.test(letter)) continue;
    if (letter === '(') depth++;
    else if (depth === 0) return;
    else if (letter === ')') depth--;
    else if (letter === '\\') it.at++;
  }
}

/** Words between dots; several dots are as good as one. */
function localPart(it: Reader, mayBeEmpty: boolean): string | Malformed {
  const { text } = it;
  let res = '';
  for (;;) {
    skipComment(it);
    const start = it.at;
    if (text[it.at] === '"') {
      const quoted = /^"(?:\\[\s\S]|[^"\\])*"/.exec(text.slice(it.at))?.[0];
      if (quoted === undefined) return { why: 'unmatched doublequote in local part' };
      it.at += quoted.length;
    } else
      while (it.at < text.length && (text[it.at] === '\\' || !SPECIAL.test(text[it.at]!) || text[it.at] === '.'))
        it.at += text[it.at] === '\\' ? 2 : 1;
    const word = text.slice(start, it.at);
    res += word;
    skipComment(it);
    if (word === '') return mayBeEmpty ? res : { why: 'missing or malformed local part' };
    if (text[it.at] !== '.') return res;
  }
}

function domain(it: Reader, literals = it.literals): string | Malformed {
  const { text } = it;
  skipComment(it);
  if (text[it.at] === '[') {
    const literal = /^\[[^\u0000-\u0020\u007f()<>@,;\\"[\]]*\]/.exec(text.slice(it.at))?.[0];
    if (!literals) return { why: 'domain literals not allowed' };
    if (literal === undefined) return { why: 'malformed domain literal' };
    it.at += literal.length;
    skipComment(it);
    return literal;
  }
  const labels: string[] = [];
  for (;;) {
    const label = /^(?!-)[A-Za-z0-9-]+/.exec(text.slice(it.at))?.[0];
    if (label === undefined) return { why: 'domain missing or malformed' };
    labels.push(label);
    it.at += label.length;
    skipComment(it);
    if (text[it.at] !== '.') return labels.join('.');
    it.at++;
    skipComment(it);
  }
}

function addrSpec(it: Reader, end: string | undefined): Parsed | Malformed {
  const local = localPart(it, false);
  if (typeof local !== 'string') return local;
  if (it.text[it.at] === end) return { localPart: local, domain: undefined };
  if (it.text[it.at] !== '@') return { why: `"@" or "." expected after "${local}"` };
  it.at++;
  const name = domain(it);
  return typeof name === 'string' ? { localPart: local, domain: name } : name;
}

/** `@relay.example,@other.example:user@example.com`: the hosts before the colon count for nothing. */
function behindRoute(it: Reader, end: string | undefined): Parsed | Malformed {
  let isSeveral = false;
  while (it.text[it.at] === '@') {
    it.at++;
    const hop = domain(it);
    if (typeof hop !== 'string') return hop;
    if (it.text[it.at] !== ',') break;
    it.at++;
    isSeveral = true;
    skipComment(it);
  }
  if (it.text[it.at] !== ':') return { why: isSeveral ? 'colon expected after route list' : 'no local part' };
  it.at++;
  skipComment(it);
  const res = addrSpec(it, end);
  return 'why' in res || res.domain !== undefined ? res : { why: 'domain missing in source-routed address' };
}
