/** Over a stream each DNS message follows its length in two octets (RFC 1035 section 4.2.2). */

export function framed(message: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}

/** Takes chunks as they come and calls `take` with each message that is whole. It holds one message and one chunk at most. */
export function unframe(take: (message: Buffer) => void): (chunk: Buffer) => void {
  let held: Buffer[] = [];
  let size = 0;
  // One copy for each message at most, and none for those that lie whole in a chunk: a chunk may hold thousands of empty ones.
  const first = (length: number): Buffer => {
    if (held[0]!.length < length) held = [Buffer.concat(held)];
    return held[0]!;
  };
  return (chunk) => {
    held.push(chunk);
    size += chunk.length;
    while (2 <= size) {
      const end = 2 + first(2).readUInt16BE(0);
      if (size < end) return;
      const message = first(end).subarray(2, end);
      held[0] = held[0]!.subarray(end);
      size -= end;
      take(message);
    }
  };
}
