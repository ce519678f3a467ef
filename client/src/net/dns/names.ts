/** Domain names as they stand in a DNS message: any octets, so they are escaped before anybody sees them. */

export interface WireName {
  /** Escaped as RFC 1035 section 5.1 writes it, without a final dot; "." for the root. */
  readonly text: string;
  /** Where the octets after the name begin. */
  readonly end: number;
}

/** Reads the name at an offset; undefined where it runs out of the message, loops or is too long. */
export function readName(message: Buffer, offset: number): WireName | undefined {
  const labels: string[] = [];
  let at = offset;
  let limit = offset;
  let end: number | undefined;
  let octets = 1;
  // A name has at most 127 labels, so more steps than that and as many pointers serve no name.
  for (let steps = 0; steps < 256; steps++) {
    const length = message[at];
    if (length === undefined) return undefined;
    if (length === 0) return { text: labels.length === 0 ? '.' : labels.join('.'), end: end ?? at + 1 };
    if (0xc0 <= length) {
      const low = message[at + 1];
      if (low === undefined) return undefined;
      const target = ((length & 0x3f) << 8) | low;
      // RFC 1035 section 4.1.4: a pointer leads to a prior occurrence. Going only backwards is what ends a loop.
      if (limit <= target) return undefined;
      end ??= at + 2;
      at = target;
      limit = target;
      continue;
    }
    if (0x40 <= length || message.length < at + 1 + length) return undefined;
    octets += length + 1;
    if (255 < octets) return undefined;
    labels.push(escapeLabel(message.subarray(at + 1, at + 1 + length)));
    at += length + 1;
  }
  return undefined;
}

/** `\.` and `\\` for the two characters that mean something, `\DDD` for what is not printable. */
function escapeLabel(label: Buffer): string {
  let text = '';
  for (const octet of label) {
    const character = String.fromCharCode(octet);
    if (/[.\\"();@$]/.test(character)) text += `\\${character}`;
    else if (octet < 0x21 || 0x7e < octet) text += `\\${String(octet).padStart(3, '0')}`;
    else text += character;
  }
  return text;
}

/**
 * What is wrong with a name that we are about to ask for; undefined where it can be encoded. The codec would truncate, garble or
 * drop labels without a word, and names out of an answer are as untrusted as typed ones.
 */
export function nameFault(name: string): string | undefined {
  if (name === '.') return undefined;
  if (!/^[\x21-\x7e]+$/.test(name)) return 'the name holds characters that DNS carries only escaped';
  if (name.includes('\\')) return 'the name holds escaped octets';
  const labels = name.split('.');
  if (labels.some((it) => it === '' || 63 < it.length)) return 'a label of the name is empty or longer than 63 octets';
  if (253 < name.length) return 'the name is longer than 253 octets';
  return undefined;
}

/** Letters, digits and hyphens only, as a host name must be (RFC 1123 section 2.1). */
export function isHostName(name: string): boolean {
  return name.split('.').every((it) => /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/.test(it));
}

/** Names are compared without case, which for DNS is a matter of ASCII only (RFC 4343). */
export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
