/** Cuts a stream of bytes into lines, with CRLF or bare LF. A line longer than the limit ends the stream. */
export interface LineReader {
  /** The lines that these bytes complete; undefined once a line is too long. */
  push(chunk: Buffer): readonly Buffer[] | undefined;
  /** What stands behind the last line break. */
  rest(): Buffer;
}

/** `limit` in octets. RFC 5321 section 4.5.3.1.5 allows a reply line 512. */
export function readLines(limit: number): LineReader {
  let parts: Buffer[] = [];
  let size = 0;
  return {
    push(chunk) {
      const lines: Buffer[] = [];
      let start = 0;
      // Only the new bytes are searched, so that a server that drips costs nothing.
      for (let end = chunk.indexOf(0x0a); 0 <= end; end = chunk.indexOf(0x0a, start)) {
        const line = Buffer.concat([...parts, chunk.subarray(start, end)]);
        if (limit < line.length) return undefined;
        lines.push(line.at(-1) === 0x0d ? line.subarray(0, -1) : line);
        parts = [];
        size = 0;
        start = end + 1;
      }
      if (start < chunk.length) {
        parts.push(Buffer.from(chunk.subarray(start)));
        size += chunk.length - start;
      }
      return limit < size ? undefined : lines;
    },
    rest: () => Buffer.concat(parts),
  };
}
