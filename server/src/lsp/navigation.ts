import {
  type CompletionList,
  type DocumentLink,
  type DocumentSymbol,
  type FoldingRange,
  type Location,
  type Position,
  SymbolKind,
} from 'vscode-languageserver';
import type { FileId, Place } from '../core/text.ts';
import { completionAt } from '../features/completion.ts';
import { definitionsAt } from '../features/definition.ts';
import { linksIn } from '../features/documentLinks.ts';
import { foldsIn } from '../features/folding.ts';
import { referencesAt } from '../features/references.ts';
import { type OutlineEntry, symbolsIn } from '../features/symbols.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import { completionList } from './completion.ts';
import type { Converter } from './convert.ts';
import { uriOf } from './uri.ts';

/** A document that a request is about, and what is known at that moment. */
export interface Asked {
  readonly snapshot: Snapshot;
  readonly convert: Converter;
  readonly file: FileId;
}

interface At {
  readonly position: Position;
}

export function definitions({ snapshot, convert, file }: Asked, { position }: At): Location[] {
  return locations(definitionsAt(snapshot, file, convert.offset(file, position)), convert);
}

export function references(
  { snapshot, convert, file }: Asked,
  { position, context }: At & { context: { includeDeclaration: boolean } },
): Location[] {
  return locations(referencesAt(snapshot, file, convert.offset(file, position), context.includeDeclaration), convert);
}

export function documentLinks({ snapshot, convert, file }: Asked): DocumentLink[] {
  return linksIn(snapshot, file).map(({ at, target }) => ({ range: convert.range(at), target: uriOf(target) }));
}

export function documentSymbols({ snapshot, convert, file }: Asked): DocumentSymbol[] {
  return symbolsIn(snapshot, file).map((it) => symbolOf(it, convert));
}

export function foldingRanges({ snapshot, convert, file }: Asked): FoldingRange[] {
  return foldsIn(snapshot, file).map(({ at, kind }) => {
    const { start, end } = convert.range(at);
    return { startLine: start.line, endLine: end.line, kind };
  });
}

export function completions({ snapshot, convert, file }: Asked, { position }: At): CompletionList | null {
  const found = completionAt(snapshot, file, convert.offset(file, position));
  return found ? completionList(found, convert) : null;
}

function locations(places: readonly Place[], convert: Converter): Location[] {
  return places.map((it) => ({ uri: uriOf(it.file), range: convert.range(it) }));
}

function symbolOf({ name, detail, kind, at, nameAt, body }: OutlineEntry, convert: Converter): DocumentSymbol {
  const children = body.map((it) => symbolOf(it, convert));
  return { name, detail, kind: symbolKinds[kind], range: convert.range(at), selectionRange: convert.range(nameAt), children };
}

const symbolKinds = {
  setting: SymbolKind.Property,
  service: SymbolKind.Interface,
  mapping: SymbolKind.Key,
  section: SymbolKind.Namespace,
  record: SymbolKind.Struct,
} as const satisfies Record<OutlineEntry['kind'], SymbolKind>;
