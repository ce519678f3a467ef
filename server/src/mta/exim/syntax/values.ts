import { splitList } from '../expand/splitList.ts';
import type { Option } from '../vocabulary/options.ts';
import { headerRewritingFlaw } from './rewrite.ts';

/** Is this what Exim takes for a value of the option? What is wrong otherwise, for a sentence that goes on with its consequence. Source: readconf_handle_option() of readconf.c, asked of Exim 4.96. */
export function valueFlaw({ name, type }: Option, value: string): string | undefined {
  switch (type) {
    case 'boolean':
      return value === '' || /^(true|yes|false|no)$/i.test(value) ? undefined : `"${shortened(value)}" is neither yes nor no`;
    case 'number':
      return numberFlaw(value, 'TGMK', MOST);
    case 'kilobytes':
      return numberFlaw(value, 'ZEPTGMK', Number.POSITIVE_INFINITY);
    case 'octal':
      return OCTAL.test(value) ? numberFlaw(`0${value.replace(/^[-+]/, '')}`, 'TGMK', MOST) : `"${shortened(value)}" is no octal number`;
    case 'fixed':
      return /^\+?\d+(\.\d*)?$/.test(value) ? undefined : `"${shortened(value)}" is no decimal number`;
    case 'time':
      return timeFlaw(value);
    case 'times':
      return timesFlaw(value);
    case 'rewriting':
      return splitList(value)
        .items.map((it) => headerRewritingFlaw(it))
        .find((it) => it !== undefined);
    case 'text':
      return undefined;
    default:
      return type satisfies never;
  }

  function timesFlaw(text: string): string | undefined {
    if (text === '') return undefined;
    const times = text.split(':').map((it) => it.replace(/^[ \t]+|[ \t]+$/g, ''));
    if (MOST_TIMES < times.length) return `${name} takes ${MOST_TIMES} times at most`;
    const wrong = times.map(timeFlaw).find((it) => it !== undefined);
    if (wrong !== undefined) return wrong;
    const later = times.find((it, i) => 0 < i && seconds(it) <= seconds(times[i - 1]!));
    return later === undefined ? undefined : `${later} is not after the time before it`;
  }
}

/** A switch needs no value, and no_ before it turns it off. */
export function isSwitch({ type }: Option): boolean {
  return type === 'boolean';
}

/** As in 1w2d3h4m5s. Source: readconf_readtime() of readconf.c. */
export function timeFlaw(value: string): string | undefined {
  return /^(\d+[wdhms])+$/.test(value) ? undefined : `"${shortened(value)}" is no time such as 1d12h`;
}

/** The seconds of a time. */
export function seconds(time: string): number {
  const parts = [...time.matchAll(/(\d+)([wdhms])/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit!]!, 0);
}

const MOST = 2 ** 31 - 1;
const MOST_TIMES = 10;
const UNITS: Readonly<Record<string, number>> = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 };
const OCTAL = /^[-+]?[0-7]+[tgmk]?$/i;
const NUMBER = /^([-+]?)(0x[\da-f]+|0[0-7]*|[1-9]\d*)([a-z]?)$/i;

function numberFlaw(value: string, suffixes: string, most: number): string | undefined {
  const [, , digits, suffix = ''] = NUMBER.exec(value) ?? [];
  if (digits === undefined || !(suffix === '' || suffixes.includes(suffix.toUpperCase()))) return `"${shortened(value)}" is no number`;
  const factor = suffix === '' ? 1 : 1024 ** ('KMGTPEZ'.indexOf(suffix.toUpperCase()) + 1);
  const number = /^0\d/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return most < number * factor ? `${value} is too large a number` : undefined;
}

/** A text for a message. */
export function shortened(text: string): string {
  return text.length < 40 ? text : `${text.slice(0, 37)}…`;
}
