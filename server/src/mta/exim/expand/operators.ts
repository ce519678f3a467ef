import { calculate } from './arithmetic.ts';
import { asciiLower } from './conditions.ts';
import { evaluate } from './evaluate.ts';
import { error, type Frame, isAscii, NOT_ASCII, type Piece, piece, type Result, unknown } from './frame.ts';
import { cut } from './functions.ts';
import { namedItems } from './listNamed.ts';
import type { Template } from './nodes.ts';
import { parseTemplate } from './parse.ts';
import { printable, quotedLocalPart, quotedWord, readTime, timeInterval } from './quote.ts';
import { splitList } from './splitList.ts';

/** `${name_argument:text}`. Source: the operators of expand.c. */
export function evaluateOperator(name: string, argument: string | undefined, of: Template, frame: Frame): Result {
  const subject = evaluate(of, frame);
  if (subject.kind !== 'text') return subject;
  const { text, tainted } = subject;
  if (!isAscii(text)) return NOT_ASCII;
  const same = (res: string) => piece(res, tainted);
  switch (name) {
    case 'lc':
      return same(asciiLower(text));
    case 'uc':
      return same(text.replace(/[a-z]+/g, (it) => it.toUpperCase()));
    case 'expand':
      return expandAgain(subject, frame);
    case 'eval':
    case 'eval10': {
      const value = calculate(text, name === 'eval10');
      return typeof value === 'bigint' ? piece(String(value)) : value;
    }
    case 'length':
    case 'l':
    case 'substr':
    case 's':
    case 'hash':
    case 'h':
    case 'nhash':
    case 'nh':
      return counted(name, argument, subject);
    case 'address':
    case 'local_part':
    case 'domain':
      return addressPart(name, text, tainted);
    case 'quote':
      return argument === undefined ? same(quotedWord(text)) : unknown(`how ${argument} quotes is not known here`);
    case 'quote_local_part':
      return same(quotedLocalPart(text));
    case 'rxquote':
      return same(text.replace(/[^A-Za-z0-9]/g, '\\$&'));
    case 'listcount':
      return piece(String(splitList(text).items.length));
    case 'listnamed': {
      const items = namedItems(text, argument, frame.scope);
      return items === undefined ? error(`there is no named list "${text}"`) : piece(items);
    }
    case 'strlen':
      return piece(String(text.length));
    case 'escape':
      return same(printable(text));
    case 'escape8bit':
      return same(text.replace(/[\x7f\\]/g, (it) => `\\${it.charCodeAt(0).toString(8).padStart(3, '0')}`));
    case 'hexquote':
      return same(text.replace(/[^!-~]/g, (it) => `\\x${it.charCodeAt(0).toString(16).padStart(2, '0')}`));
    case 'str2b64':
    case 'base64':
      return text.includes('$') ? unknown('a certificate is in no file') : same(btoa(text));
    case 'utf8clean':
      return subject;
    case 'time_eval': {
      const seconds = readTime(text);
      return seconds === undefined ? error(`"${text}" is no time`) : piece(String(seconds));
    }
    case 'time_interval':
      return /^\d*$/.test(text) ? piece(timeInterval(Number(text))) : error(`"${text}" is no number of seconds`);
    case 'reverse_ip':
    case 'mask':
      return ipv4(name, text);
    default:
      return unknown(`no file tells what \${${name}:…} gives`);
  }
}

/** Exim refuses to expand what came from a sender. */
function expandAgain({ text, tainted }: Piece, frame: Frame): Result {
  if (tainted) return error('Exim expands no tainted text');
  const parsed = parseTemplate(text);
  if ('kind' in parsed) return error(parsed.why);
  const stranger = [...parsed.variables].find((it) => it !== 'value' && it !== 'item' && !frame.scope.variable(it));
  if (stranger !== undefined) return error(`Exim has no variable $${stranger}`);
  const res = evaluate(parsed.template, frame);
  return res.kind === 'text' ? piece(res.text, res.tainted) : res;
}

function counted(name: string, argument: string | undefined, subject: Piece): Result {
  if (argument === undefined) return error(`no numbers behind ${name}`);
  const isSubstring = name.startsWith('s');
  const [first = '', second, ...more] = argument.replace(isSubstring ? /^-/ : /^(?!)/, '').split('_');
  if (!/^\d*$/.test(first) || (second !== undefined && !/^\d+$/.test(second)) || 0 < more.length)
    return error(`"${name}_${argument}" has something other than digits behind the underscore`);
  const sign = isSubstring && argument.startsWith('-') ? -1 : 1;
  const kind = isSubstring ? 'substr' : name.startsWith('l') ? 'length' : name.startsWith('h') ? 'hash' : 'nhash';
  if (kind === 'length') return second === undefined ? cut(kind, subject, 0, Number(first)) : error(`${name} takes one number`);
  return cut(kind, subject, sign * Number(first), second === undefined ? -1 : Number(second));
}

const ATOM = "[A-Za-z0-9!#$%&'*+\\-/=?^_`{|}~]+";
const PLAIN = new RegExp(`^\\s*(${ATOM}(?:\\.${ATOM})*)(?:@([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?))?\\s*$`);

/** Only plain addresses are taken apart here; comments, phrases and routes are left to Exim. */
function addressPart(name: 'address' | 'local_part' | 'domain', text: string, tainted: boolean): Result {
  if (text.trim() === '') return piece('');
  const match = PLAIN.exec(text);
  if (!match || match[2]?.includes('..')) return unknown(`only Exim can take "${text}" apart`);
  const [, local = '', domain] = match;
  if (name === 'local_part') return piece(local, tainted);
  if (name === 'domain') return piece(domain ?? '', tainted);
  return piece(domain === undefined ? local : `${local}@${domain}`, tainted);
}

function ipv4(name: 'reverse_ip' | 'mask', text: string): Result {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d+))?$/.exec(text);
  if (!match) return unknown(`"${text}" is no IPv4 address`);
  const bytes = match.slice(1, 5).map(Number);
  if (bytes.some((it) => 255 < it)) return error(`"${text}" is no IP address`);
  if (name === 'reverse_ip') return match[5] === undefined ? piece(bytes.reverse().join('.')) : unknown('a network has no reverse');
  const prefix = match[5] === undefined ? Number.NaN : Number(match[5]);
  if (!(prefix <= 32)) return error(`"${text}" has no mask of 32 bits at most`);
  const masked = bytes.map((it, i) => it & (0xff00 >> Math.min(8, Math.max(0, prefix - 8 * i))) & 255);
  return piece(`${masked.join('.')}/${prefix}`);
}
