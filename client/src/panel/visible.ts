/**
 * Shows what would hide or reorder text: control characters, and the Unicode marks that change the direction of what follows
 * (Unicode Technical Report 36, section 2.8.1). A server may write them into a banner to make a reply look like another.
 */
export function visible(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, escaped);
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}
