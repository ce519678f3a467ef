/** Bytes from the network as text that can be shown anywhere: UTF-8 where they are, else one character for each byte. */
/** Control characters, and characters that are invisible or turn the direction of writing, become `\x1b` or `\u202e`. */
export function escapeText(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g, (it) => {
    const code = it.charCodeAt(0);
    return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** UTF-8, or Latin-1 where the bytes are none; control characters stay as they are. */
export function decodeBytes(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}
