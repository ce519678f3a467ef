import type { Lookup } from '../../../core/fact.ts';
import { type Sourced, written } from '../../../core/sourced.ts';
import { tableNameOf } from '../lookup/tableName.ts';
import { choose, evaluate } from './evaluate.ts';
import { error, type Frame, type Piece, piece, type Result, unknown } from './frame.ts';
import type { Node } from './nodes.ts';

/** `${lookup{key}type{file}{yes}{no}}` and `${lookup type{query}…}`. Source: EITEM_LOOKUP of expand.c. */
export function evaluateLookup(node: Node & { readonly kind: 'lookup' }, frame: Frame): Result {
  const key = node.key && evaluate(node.key, frame);
  if (key && key.kind !== 'text') return key;
  const named = tableNameOf(node.type);
  if ('why' in named) return error(named.why);
  if (named.style === 'single-key' && !key) return error(`a lookup of type ${node.type} needs a key`);
  if (named.style !== 'single-key' && key) return error(`a lookup of type ${node.type} takes no key`);
  const query = evaluate(node.query, frame);
  if (query.kind !== 'text') return query;
  if (key && query.tainted) return error(`"${query.text}" comes from the sender of the message, and Exim opens no such file`, true);
  const table = key ? { ...named.table, path: query.text } : named.table;
  const asked = key?.text ?? query.text;
  const answer = frame.scope.tables.find(table, asked);
  frame.asked.push({ table, key: asked, answer });
  switch (answer.kind) {
    case 'hit': {
      const found: Piece = {
        ...piece(answer.value),
        emitted: [
          {
            start: node.start,
            end: node.end,
            text: answer.value,
            verbatim: false,
            found: { table: `${node.type};${query.text}`, letters: answer.letters ?? inRow(answer) },
          },
        ],
      };
      const groups = answer.groups && [frame.groups?.[0] ?? piece(''), ...answer.groups.map((it) => piece(it, key?.tainted))];
      return choose(node.branches, true, { ...frame, value: found, ...(groups && { groups }) }, frame, found);
    }
    case 'miss':
      return choose(node.branches, false, frame, frame, piece(''));
    case 'broken':
      return error(answer.why, true);
    case 'unreadable':
      return unknown(answer.why);
    default:
      return answer satisfies never;
  }
}

/** Where the letters do not stand in the file as they are given, the row stands for all of them. */
function inRow({ value, origin }: Lookup & { readonly kind: 'hit' }): Sourced | undefined {
  return origin.kind === 'written' ? written(value, origin.at) : undefined;
}
