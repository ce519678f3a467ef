import type { Entry, Format, ParsedFile, Problem } from '../../../core/syntax.ts';
import type { Place } from '../../../core/text.ts';
import { BYTE_ORDER_MARK, markedBeginning } from '../../../formats/byteOrderMark.ts';
import { isBlank, logicalLines, trimmed } from '../../../formats/logicalLines.ts';
import { hasHostBits, type Network, parseNetwork } from '../../../formats/network.ts';
import { joinedText } from './patternTable.ts';

export type CidrRule =
  | {
      readonly kind: 'match';
      readonly negated: boolean;
      readonly network: Network;
      readonly result: string;
      readonly at: Place;
      readonly resultAt: Place;
    }
  | { readonly kind: 'if'; readonly negated: boolean; readonly network: Network; readonly at: Place; readonly body: readonly CidrRule[] };

export interface CidrFile extends ParsedFile {
  readonly networks: readonly CidrRule[];
}

/** cidr_table(5): `network/prefix result`, asked with an IP address. */
export const cidrTable: Format<CidrFile> = {
  id: 'postfix-regexp-table',
  parse(file, text) {
    const entries: Entry[] = [];
    const problems: Problem[] = [...markedBeginning(file, text, 'network', 'so Postfix ignores this line')];
    const root: CidrRule[] = [];
    const open: CidrRule[][] = [];
    for (const logical of logicalLines(text)) {
      const { start, end } = trimmed(text, logical);
      const at = { file, start, end };
      const current = open.at(-1) ?? root;
      if (text[start] === BYTE_ORDER_MARK) continue;
      if (isBlank(text.charCodeAt(logical.start))) {
        problems.push({ at, message: 'the first line is indented, so Postfix ignores it' });
        continue;
      }
      const [, word = '', not = '', pattern = ''] = /^(if\s+|endif\b)?\s*(!?)\s*(\S*)/i.exec(text.slice(start, end))!;
      if (/^endif/i.test(word)) {
        if (!open.pop()) problems.push({ at, message: 'endif without an if above it, so Postfix ignores it' });
        continue;
      }
      const network = parseNetwork(pattern);
      if (network && hasHostBits(network)) {
        problems.push({ at, message: `${pattern} has bits beyond its prefix, so Postfix ignores this line` });
        continue;
      }
      if (!network || pattern.startsWith('[')) {
        problems.push({ at, message: `${pattern} is no network address, so Postfix ignores this line` });
        continue;
      }
      const common = { negated: not === '!', network, at };
      if (word !== '') {
        const body: CidrRule[] = [];
        current.push({ kind: 'if', ...common, body });
        open.push(body);
        continue;
      }
      const nameEnd = text.indexOf(pattern, start) + pattern.length;
      const resultAt = { file, ...trimmed(text, { start: nameEnd, end }) };
      const result = joinedText(text, logical.pieces, resultAt);
      if (result === '') problems.push({ at, message: 'no result behind the network, so Postfix ignores this line' });
      else current.push({ kind: 'match', ...common, result, resultAt });
      entries.push({
        kind: 'mapping',
        name: { text: pattern, at: { file, start, end: nameEnd } },
        values: [{ text: result, at: resultAt }],
        body: [],
        at,
      });
    }
    return { file, format: cidrTable.id, text, entries, problems, networks: root };
  },
};
