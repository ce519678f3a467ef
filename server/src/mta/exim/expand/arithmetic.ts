import { error, type Stop } from './frame.ts';

const BITS = 64;
const MOST = 2n ** 63n - 1n;
const LEAST = -(2n ** 63n);
const UNITS: Readonly<Record<string, bigint>> = { '': 1n, k: 1024n, m: 1024n ** 2n, g: 1024n ** 3n };

/** An integer as comparisons read it: perhaps with k, M or G; blanks alone are 0. Source: expanded_string_integer(). */
function integerOf(text: string): bigint | Stop {
  if (text.trim() === '') return 0n;
  const match = /^\s*([+-]?\d+)([kmgKMG]?)\s*$/.exec(text);
  if (!match) return error(`"${text}" is no integer`);
  const value = clamped(BigInt(match[1]!.replace('+', ''))) * UNITS[match[2]!.toLowerCase()]!;
  return value < LEAST || MOST < value ? error(`"${text}" is too large an integer`) : value;
}

/** Negative, zero or positive. */
export function compareNumbers(left: string, right: string): number | Stop {
  const a = integerOf(left);
  if (typeof a !== 'bigint') return a;
  const b = integerOf(right);
  if (typeof b !== 'bigint') return b;
  return a < b ? -1 : a === b ? 0 : 1;
}

function clamped(value: bigint): bigint {
  return value < LEAST ? LEAST : MOST < value ? MOST : value;
}

/** The operators by how tightly they bind, the loosest first. */
const LEVELS: readonly (readonly string[])[] = [['|'], ['^'], ['&'], ['<<', '>>'], ['+', '-'], ['*', '/', '%']];

interface Reader {
  readonly text: string;
  readonly decimal: boolean;
  at: number;
  trouble: string | undefined;
}

/** `${eval:1 + 2*3}` and, with `decimal`, eval10, in which a leading 0 is no octal number. Source: eval_expr(). */
export function calculate(text: string, decimal: boolean): bigint | Stop {
  const reader: Reader = { text, decimal, at: 0, trouble: undefined };
  const value = level(reader, 0);
  skip(reader);
  if (reader.trouble === undefined && reader.at < text.length) reader.trouble = 'an operator is expected';
  return reader.trouble === undefined ? value : error(`${reader.trouble} in "${text}"`);
}

function level(reader: Reader, depth: number): bigint {
  const operators = LEVELS[depth];
  if (!operators) return unary(reader);
  let res = level(reader, depth + 1);
  for (;;) {
    const operator = operators.find((it) => reader.text.startsWith(it, reader.at));
    if (operator === undefined || reader.trouble !== undefined) return res;
    reader.at += operator.length;
    const right = level(reader, depth + 1);
    if (reader.trouble !== undefined) return res;
    res = BigInt.asIntN(BITS, apply(res, operator, right, reader));
  }
}

function apply(left: bigint, operator: string, right: bigint, reader: Reader): bigint {
  switch (operator) {
    case '|':
      return left | right;
    case '^':
      return left ^ right;
    case '&':
      return left & right;
    case '<<':
      return left << (right & 63n);
    case '>>':
      return left >> (right & 63n);
    case '*':
      return left * right;
    case '+':
    case '-':
      // The two checks are not alike in Exim 4.96, and both are over-careful.
      if (MOST / 2n <= left || (left <= -(MOST / 2n) && right <= -(MOST / 2n))) {
        reader.trouble = 'the sum is too large';
        return left;
      }
      return operator === '+' ? left + right : left - right;
    default:
      if (right === 0n) {
        reader.trouble = 'something is divided by zero';
        return 0n;
      }
      if (right === -1n && left === LEAST) return MOST;
      return operator === '/' ? left / right : left % right;
  }
}

function unary(reader: Reader): bigint {
  skip(reader);
  const sign = reader.text[reader.at];
  if (sign !== '+' && sign !== '-' && sign !== '~') return number(reader);
  reader.at++;
  const value = unary(reader);
  return sign === '-' ? BigInt.asIntN(BITS, -value) : sign === '~' ? ~value : value;
}

function number(reader: Reader): bigint {
  skip(reader);
  if (reader.text[reader.at] === '(') {
    reader.at++;
    const value = level(reader, 0);
    if (reader.trouble === undefined && reader.text[reader.at] !== ')') reader.trouble = 'a closing parenthesis is expected';
    reader.at++;
    skip(reader);
    return value;
  }
  const rest = reader.text.slice(reader.at);
  const digits = (reader.decimal ? /^\d+/ : /^(?:0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)/).exec(rest)?.[0];
  if (digits === undefined) {
    reader.trouble = 'a number or an opening parenthesis is expected';
    return 0n;
  }
  reader.at += digits.length;
  const unit = /^[kmg]/i.exec(reader.text.slice(reader.at))?.[0] ?? '';
  reader.at += unit.length;
  skip(reader);
  const isOctal = !reader.decimal && /^0[0-7]+$/.test(digits);
  return BigInt.asIntN(BITS, clamped(BigInt(isOctal ? `0o${digits.slice(1)}` : digits)) * UNITS[unit.toLowerCase()]!);
}

function skip(reader: Reader): void {
  while (/[ \t\n\r\v\f]/.test(reader.text[reader.at] ?? '')) reader.at++;
}
