/** As `${quote:…}`: in quotes unless all is letters, digits, underscores, dots and hyphens. */
export function quotedWord(text: string): string {
  return text !== '' && /^[A-Za-z0-9_.-]*$/.test(text) ? text : inQuotes(text);
}

/** As `${quote_local_part:…}`: in quotes where RFC 5321 wants them. */
export function quotedLocalPart(text: string): string {
  const isPlain = /^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~.]+$/.test(text) && !text.startsWith('.') && !text.endsWith('.');
  return isPlain ? text : inQuotes(text);
}

function inQuotes(text: string): string {
  const escaped = text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `"${escaped}"`;
}

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\b': '\\b', '\v': '\\v', '\f': '\\f' };

/** As `${escape:…}`: what cannot be printed becomes an escape, a tab stays. Source: string_printing(). */
export function printable(text: string): string {
  return text.replace(/[\0-\x08\x0a-\x1f\x7f]/g, (it) => NAMED[it] ?? `\\${it.charCodeAt(0).toString(8).padStart(3, '0')}`);
}

const SECONDS: Readonly<Record<string, number>> = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 };

/** 1w2d3h4m5s in seconds. Source: readconf_readtime(). */
export function readTime(text: string): number | undefined {
  if (!/^(\d+[wdhms])+$/.test(text)) return undefined;
  return [...text.matchAll(/(\d+)([wdhms])/g)].reduce((res, [, count, unit]) => res + Number(count) * SECONDS[unit!]!, 0);
}

/** The inverse, as `${time_interval:…}` writes it. Source: readconf_printtime(). */
export function timeInterval(seconds: number): string {
  let rest = seconds;
  let res = '';
  for (const [unit, length] of Object.entries(SECONDS)) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (0 < count) res += `${count}${unit}`;
  }
  return res === '' ? '0s' : res;
}
