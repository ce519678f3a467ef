import type { TranscriptLine } from './results.ts';

/**
 * The lines of a conversation that concern one recipient: all but what was asked and answered about the others. In a batch the replies
 * stand behind all commands, so each is given to its command by counting.
 */
export function linesFor(lines: readonly TranscriptLine[], address: string, asked: ReadonlySet<string>): readonly TranscriptLine[] {
  const owners = ownersOf(lines);
  return lines.filter((_, index) => {
    const about = /^RCPT TO:<(.*)>/u.exec(owners[index] ?? '')?.[1];
    return about === undefined || about === address || !asked.has(about);
  });
}

/** For each line the command that it is or that it answers; none for greetings, remarks and failures. */
function ownersOf(lines: readonly TranscriptLine[]): readonly (string | undefined)[] {
  let open: string[] = [];
  return lines.map(({ by, text }) => {
    if (by === 'client') open.push(text);
    if (by === 'note' && text.startsWith('connecting to ')) open = [];
    if (by === 'client') return text;
    if (by !== 'server') return undefined;
    const owner = open[0];
    // A hyphen behind the code says that the reply goes on (RFC 5321 section 4.2.1).
    if (!/^\d{3}-/.test(text)) open.shift();
    return owner;
  });
}
