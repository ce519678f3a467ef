import type { TranscriptLine } from './results.ts';

/**
 * Takes a conversation apart: for each recipient the lines that concern it, which are all but what was asked and answered about the other
 * ones that were asked. In a batch the replies stand behind all commands, so each is given to its command by counting.
 */
export function byRecipient(lines: readonly TranscriptLine[], asked: ReadonlySet<string>): (address: string) => readonly TranscriptLine[] {
  const common: number[] = [];
  const own = new Map<string, number[]>();
  ownersOf(lines).forEach((owner, index) => {
    const about = /^RCPT TO:<(.*)>/u.exec(owner ?? '')?.[1];
    if (about === undefined || !asked.has(about)) common.push(index);
    else own.set(about, [...(own.get(about) ?? []), index]);
  });
  return (address) => [...common, ...(own.get(address) ?? [])].sort((a, b) => a - b).map((it) => lines[it]!);
}

/** For each line the command that it is or that it answers; none for greetings, remarks and failures. */
function ownersOf(lines: readonly TranscriptLine[]): readonly (string | undefined)[] {
  let open: string[] = [];
  return lines.map(({ by, text }) => {
    if (by === 'note' && text.startsWith('connecting to ')) open = [];
    if (by === 'client') open.push(text);
    if (by === 'client') return text;
    if (by !== 'server') return undefined;
    const owner = open[0];
    // A hyphen behind the code says that the reply goes on (RFC 5321 section 4.2.1).
    if (!/^\d{3}-/.test(text)) open.shift();
    return owner;
  });
}
