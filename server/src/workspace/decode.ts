/** The text of a file. Line breaks and a byte order mark stay in it, so that every offset is true. */
export type Decoded =
  | { readonly kind: 'text'; readonly text: string; readonly encoding: 'utf-8' }
  /** `from` is the offset of the first character that is not UTF-8. */
  | { readonly kind: 'text'; readonly text: string; readonly encoding: 'latin-1'; readonly from: number }
  | { readonly kind: 'binary' };

/** UTF-8, or else Latin-1, which every sequence of bytes is. A NUL byte stands in no text file. */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes.includes(0)) return { kind: 'binary' };
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    return { kind: 'text', text, encoding: 'latin-1', from: firstForeign(bytes) };
  }
}

/** What a decoder puts where it cannot read. */
export const REPLACEMENT = '\uFFFD';

/** The first byte that is not UTF-8, which in Latin-1 is a character too. A file may also hold the replacement character itself. */
function firstForeign(bytes: Uint8Array): number {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  let byte = 0;
  let last = 0;
  for (let i = text.indexOf(REPLACEMENT); 0 <= i; i = text.indexOf(REPLACEMENT, i + 1)) {
    byte += Buffer.byteLength(text.slice(last, i));
    if (bytes[byte] !== 0xef || bytes[byte + 1] !== 0xbf || bytes[byte + 2] !== 0xbd) return byte;
    last = i;
  }
  return 0;
}

/** The first lines of a file whose bytes are cut anywhere; empty for a binary file. */
export function decodeHead(bytes: Uint8Array): string {
  return bytes.includes(0) ? '' : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
