import { itemOf, type Sourced, sliced } from '../../../core/sourced.ts';
import type { RetryRule } from './blocks.ts';
import type { ConfLine } from './reader.ts';
import { afterBlanks, dequote, type Flaw, flaw } from './statement.ts';
import { seconds, timeFlaw } from './values.ts';

/** A retry rule: pattern, kind of error, perhaps senders, and when to try again. Source: readconf_retries() of readconf.c. */
export function retryRuleOf({ source, at }: ConfLine): RetryRule | Flaw {
  const { text } = source;
  const pattern = dequote(source, 0);
  const start = afterBlanks(text, pattern.end);
  const end = start + /^[^\0- \x7f]*/.exec(text.slice(start))![0].length;
  const error = text.slice(start, end);
  if (error === '') return broken('no kind of error stands behind the pattern of this retry rule');
  const wrong = errorFlaw(error);
  if (wrong !== undefined) return broken(wrong);

  let rest = afterBlanks(text, end);
  let senders: Sourced | undefined;
  if (text.startsWith('senders', rest)) {
    const equals = afterBlanks(text, rest + 'senders'.length);
    if (text[equals] !== '=') return broken('no = behind senders in this retry rule');
    const list = dequote(source, afterBlanks(text, equals + 1));
    senders = list.content;
    rest = afterBlanks(text, list.end);
  }
  const rules = sliced(source, rest, text.length);
  const flawed = rulesFlaw(rules.text);
  if (flawed !== undefined) return broken(flawed);
  return { pattern: pattern.content, error: itemOf(source, start, end), ...(senders && { senders }), rules, at };

  function broken(what: string): Flaw {
    return flaw(at, `${what}, so Exim does not run`);
  }
}

const BLANKS = /^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g;
const LEADING_BLANKS = /^[ \t\n\v\f\r]+/;

/** Source: readconf_retry_error() of readconf.c; where it compares beginnings alone, so does this. */
function errorFlaw(error: string): string | undefined {
  if (/^(mail|rcpt|data)_4/.test(error))
    return /^\w{4}_4(xx|\dx|\d\d)$/.test(error)
      ? undefined
      : `behind ${error.slice(0, 6)} stand xx or two digits of a reply, not as in ${error}`;
  const [name, more] = /^([^_]*)(?:_(.*))?$/s.exec(error)!.slice(1) as [string, string | undefined];
  const rest = more?.toLowerCase();
  switch (name.toLowerCase()) {
    case '*':
      return undefined;
    case 'quota':
      return rest === undefined ? undefined : timeFlaw(more!);
    case 'refused':
      return rest === undefined || ['mx', 'a'].some((it) => it.startsWith(rest))
        ? undefined
        : `only A or MX can stand behind refused_, not ${more}`;
    case 'timeout':
      return rest === undefined || ['a', 'mx', 'connect', 'connect_a', 'connect_mx', 'dns'].some((it) => it.startsWith(rest))
        ? undefined
        : `only A, MX or connect can stand behind timeout_, not ${more}`;
    default: {
      const known = ['auth_failed', 'lost_connection', 'tls_required', 'lookup'];
      return known.some((it) => it.startsWith(error.toLowerCase())) ? undefined : `"${error}" is no kind of error of a retry rule`;
    }
  }
}

/** `F,2h,15m; G,16h,1h,1.5`. Source: retry_arg() and the loop that calls it. */
function rulesFlaw(text: string): string | undefined {
  const all = text.split(';').map((it) => it.replace(BLANKS, ''));
  if (all.at(-1) === '') all.pop();
  for (const rule of all) {
    const [letter = '', ...values] = rule.split(',').map((it, i) => (i === 0 ? it : it.replace(LEADING_BLANKS, '')));
    const isFixed = letter.toUpperCase() === 'F';
    if (!/^[FGH]$/i.test(letter)) return `"${letter}" is no letter of a retry rule, which are F, G and H`;
    if (values.length !== (isFixed ? 2 : 3)) return `${letter} of a retry rule takes ${isFixed ? 'two' : 'three'} values`;
    const [until = '', interval = '', factor = '1'] = values;
    const wrong = timeFlaw(until) ?? timeFlaw(interval);
    if (wrong !== undefined) return wrong;
    if (seconds(until) === 0 || seconds(interval) === 0) return 'no time of a retry rule can be 0';
    if (!/^\d+(\.\d*)?$/.test(factor) || Number(factor) < 1) return `the factor ${factor} of a retry rule is not 1 or more`;
  }
  return undefined;
}
