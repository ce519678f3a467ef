import type { ProbeResult, TranscriptLine } from './results.ts';

/** Results for the eyes of others: a name before the @ becomes `recipient1` and so on, also where a server repeats it in its replies. */
export function redacted(results: readonly ProbeResult[]): readonly ProbeResult[] {
  const names = new Map<string, string>();
  results.forEach(({ address }, index) => {
    const at = address.lastIndexOf('@');
    const name = `recipient${index + 1}`;
    const local = at === -1 ? address : address.slice(0, at);
    names.set(address.toLowerCase(), `${name}${at === -1 ? '' : address.slice(at)}`);
    if (!names.has(local.toLowerCase())) names.set(local.toLowerCase(), name);
  });
  const hide = (text: string): string => text.replace(words, (it) => names.get(it.toLowerCase()) ?? it);
  // Recipients that were asked together share their transcript, and go on sharing it.
  const transcripts = new Map<ProbeResult['transcript'], readonly TranscriptLine[]>();
  return results.map((it) => {
    const transcript = transcripts.get(it.transcript) ?? it.transcript.map((line) => ({ ...line, text: hide(line.text) }));
    transcripts.set(it.transcript, transcript);
    const says = it.says === undefined ? {} : { says: hide(it.says) };
    return { ...it, ...says, address: hide(it.address), text: hide(it.text), transcript };
  });
}

/** An address, with quotes or without, or a single word; neither the brackets around it nor the full stop behind it. */
const words =
  /(?:"(?:[^"\\]|\\.)*"|[^\s<>()[\]:;,"']+?)(?:@(?:\[[^\s[\]]*\]|[^\s<>()[\]:;,"']*[^\s<>()[\]:;,"'.]))?(?=\.*(?:[\s<>()[\]:;,"']|$))/gu;
