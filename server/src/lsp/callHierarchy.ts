import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type Range,
  SymbolKind,
} from 'vscode-languageserver';
import type { Call, Station } from '../features/callHierarchy.ts';
import type { Converter } from './convert.ts';
import { fileOf, uriOf } from './uri.ts';

export function itemOf({ name, detail, at, address }: Station, convert: Converter): CallHierarchyItem {
  const range = convert.range(at);
  return { name, detail, kind: SymbolKind.Key, uri: uriOf(at.file), range, selectionRange: range, data: { address } };
}

/** The station that an item stands for, where it still is. */
export function stationOf({ uri, selectionRange, data }: CallHierarchyItem, convert: Converter): Pick<Station, 'address' | 'at'> {
  const file = fileOf(uri);
  const at = { file, start: convert.offset(file, selectionRange.start), end: convert.offset(file, selectionRange.end) };
  const { address } = (typeof data === 'object' && data !== null ? data : {}) as { readonly address?: unknown };
  return { at, ...(typeof address === 'string' ? { address } : {}) };
}

export function incomingOf({ station, from }: Call, convert: Converter): CallHierarchyIncomingCall {
  return { from: itemOf(station, convert), fromRanges: rangesOf(from, convert) };
}

export function outgoingOf({ station, from }: Call, convert: Converter): CallHierarchyOutgoingCall {
  return { to: itemOf(station, convert), fromRanges: rangesOf(from, convert) };
}

function rangesOf(from: Call['from'], convert: Converter): Range[] {
  return from.map((it) => convert.range(it));
}
