import type { Mailbox } from './address.ts';

/** A piece of an address: a word (its quotes and backslashes are gone), a comment, or a character that means something. */
interface Token {
  readonly kind: 'word' | 'comment' | 'sign';
  readonly text: string;
}

const SIGNS = '|%!()<>@,;:\\".[]';

/**
 * The address of `RCPT TO:<text>`. smtpd reads it by the rules of header fields: names, comments and blanks around one address are
 * read past. Undefined where there is none, or more than one; a strict server takes nothing but the address.
 * Source: extract_addr() of smtpd and tok822_parse(), asked of Postfix 3.7.
 */
export function readRecipient(text: string, isStrict = false): Mailbox | undefined {
  if (/^\w[\w+-]*@[\w.-]+$/.test(text)) return split(text);
  const routed = /^@[^:]*:/.exec(text)?.[0] ?? '';
  const found = tokens(text.slice(routed.length));
  if (!found) return undefined;
  const { addresses, others } = parsed(found);
  if (1 < addresses.length || (isStrict && 0 < others)) return undefined;
  const inside = addresses[0] ?? '';
  return inside === '' || (isStrict && inside.startsWith('@')) ? undefined : split(inside);
}

function split(inside: string): Mailbox {
  const at = inside.lastIndexOf('@');
  return at < 0 ? { local: inside, domain: undefined } : { local: inside.slice(0, at), domain: inside.slice(at + 1) };
}

/** The addresses among the tokens, each without its quotes, and how much else there is. Read from right to left. */
function parsed(given: readonly Token[]): { readonly addresses: readonly string[]; readonly others: number } {
  const list = given.filter((it) => it.kind !== 'comment');
  const addresses: string[] = [];
  let others = given.length - list.length;
  let right = list.length;
  let wantsWord = true;
  let inGroup = false;
  const take = (left: number, isCommaMissing = false): void => {
    if (left + 1 < right) {
      addresses.push(joined(list.slice(left + 1, right)));
      if (isCommaMissing) others++;
    }
    right = left;
  };
  const before = (from: number, signs: string): number =>
    list.findLastIndex(({ kind, text }, i) => i <= from && kind === 'sign' && signs.includes(text));
  for (let i = list.length - 1; 0 <= i; ) {
    const { kind, text } = list[i]!;
    if (kind === 'word') {
      // Two words in a row: a comma is missing between them.
      if (!wantsWord) {
        take(i, true);
        right = i + 1;
      }
      wantsWord = false;
    } else {
      wantsWord = true;
      if (text === ';' || text === ',' || (text === ':' && inGroup) || text === '>') take(i, text === ';' || text === '>');
      if (text === ';' || text === ',' || (text === ':' && inGroup)) others++;
      if (text === ';') inGroup = true;
      if (text === '>') {
        i = before(i, '<');
        take(i);
      }
      // The words in front of <address> and of a group are names.
      if (text === '>' || (text === ':' && inGroup)) {
        const name = i;
        i = before(i, text === '>' ? '>;,:' : ',');
        others += Math.max(0, name - i - 1);
        right = i;
        continue;
      }
    }
    i--;
  }
  take(-1);
  return { addresses, others };
}

/** Two words side by side had a blank between them. */
function joined(list: readonly Token[]): string {
  return list.map(({ kind, text }, i) => (kind === 'word' && list[i - 1]?.kind === 'word' ? ` ${text}` : text)).join('');
}

/** Undefined where a quote does not end: then smtpd does not find the end of the command either. */
function tokens(text: string): Token[] | undefined {
  const res: Token[] = [];
  for (let i = 0; i < text.length; ) {
    const char = text[i]!;
    if (/\s/.test(char)) i++;
    else if (char === '(') i = comment(text, i, res);
    else if (char === '"' || char === '[') {
      const close = char === '"' ? '"' : ']';
      const { word, end } = collected(text, i + 1, (it) => it !== close);
      if (char === '"' && end === text.length) return undefined;
      res.push({ kind: 'word', text: char === '"' ? word : `[${word}]` });
      i = end + 1;
    } else if (char !== '\\' && SIGNS.includes(char)) {
      res.push({ kind: 'sign', text: char });
      i++;
    } else {
      const { word, end } = collected(text, i, (it) => !/\s/.test(it) && !SIGNS.includes(it));
      res.push({ kind: 'word', text: word });
      i = end;
    }
  }
  return res;
}

function collected(text: string, start: number, goesOn: (char: string) => boolean): { readonly word: string; readonly end: number } {
  let word = '';
  let i = start;
  for (; i < text.length; i++) {
    if (text[i] === '\\') word += text[++i] ?? '';
    else if (goesOn(text[i]!)) word += text[i];
    else break;
  }
  return { word, end: i };
}

/** Comments nest. */
function comment(text: string, start: number, res: Token[]): number {
  let depth = 0;
  let i = start;
  for (; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth === 0) break;
  }
  res.push({ kind: 'comment', text: text.slice(start, i + 1) });
  return i + 1;
}
