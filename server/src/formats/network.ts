/** A block of IP addresses: the bytes of its first address and how many of their leading bits count. */
export interface Network {
  readonly bytes: readonly number[];
  readonly prefix: number;
}

/** Reads 192.0.2.0/24, 192.0.2.1, 2001:db8::/32, [::1]/128 or a bare IPv6 address; undefined for anything else. */
export function parseNetwork(text: string): Network | undefined {
  const match = /^\[?([0-9a-fA-F:.]+)\]?(?:\/(\d{1,3}))?$/.exec(text);
  const bytes = match && parseIp(match[1]!);
  if (!bytes) return undefined;
  const isMapped = match[1]!.includes(':') && bytes.length === 4;
  const prefix = match[2] === undefined ? bytes.length * 8 : Number(match[2]) - (isMapped ? 96 : 0);
  return prefix < 0 || bytes.length * 8 < prefix ? undefined : { bytes, prefix };
}

/** Four bytes or sixteen; an IPv4 address mapped into IPv6 becomes the IPv4 address, as Postfix treats clients. */
export function parseIp(text: string): readonly number[] | undefined {
  if (!text.includes(':')) return parseIpv4(text);
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const v4 = tail && parseIpv4(tail[2]!);
  if (tail && !v4) return undefined;
  const words = v4 ? `${tail[1]}${hex(v4[0]!, v4[1]!)}:${hex(v4[2]!, v4[3]!)}` : text;
  const halves = words.split('::');
  if (2 < halves.length) return undefined;
  const [head, rest] = halves.map((it) => (it === '' ? [] : it.split(':'))) as [string[], string[] | undefined];
  const missing = 8 - head.length - (rest?.length ?? 0);
  if (rest ? missing < 1 : missing !== 0) return undefined;
  const all = [...head, ...Array<string>(rest ? missing : 0).fill('0'), ...(rest ?? [])];
  if (!all.every((it) => /^[0-9a-fA-F]{1,4}$/.test(it))) return undefined;
  const bytes = all.flatMap((it) => [Number.parseInt(it, 16) >> 8, Number.parseInt(it, 16) & 255]);
  const isMapped = bytes.slice(0, 10).every((it) => it === 0) && bytes[10] === 255 && bytes[11] === 255;
  return isMapped ? bytes.slice(12) : bytes;
}

/** True for 192.0.2.7/24: Postfix wants all bits beyond the prefix to be zero. */
export function hasHostBits({ bytes, prefix }: Network): boolean {
  return bytes.some((byte, i) => (byte & (255 >> Math.min(8, Math.max(0, prefix - i * 8)))) !== 0);
}

export function isInside(address: readonly number[], { bytes, prefix }: Network): boolean {
  if (address.length !== bytes.length) return false;
  for (let bit = 0; bit < prefix; bit++) {
    const mask = 128 >> (bit & 7);
    if ((address[bit >> 3]! & mask) !== (bytes[bit >> 3]! & mask)) return false;
  }
  return true;
}

function parseIpv4(text: string): readonly number[] | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  return parts?.every((it) => it < 256) ? parts : undefined;
}

function hex(high: number, low: number): string {
  return ((high << 8) | low).toString(16);
}
