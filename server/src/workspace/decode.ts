/** The text of a file. Line breaks and a byte order mark stay in it, so that every offset is true. */
export type Decoded =
  | { readonly kind: 'text'; readonly text: string; readonly encoding: 'utf-8' | 'latin-1' }
  | { readonly kind: 'binary' };

/** UTF-8, or else Latin-1, which every sequence of bytes is. A NUL byte stands in no text file. */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes.includes(0)) return { kind: 'binary' };
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return { kind: 'text', text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'), encoding: 'latin-1' };
  }
}

/** The first lines of a file whose bytes are cut anywhere; empty for a binary file. */
export function decodeHead(bytes: Uint8Array): string {
  return bytes.includes(0) ? '' : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
