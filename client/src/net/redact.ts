import type { ProbeResult, TranscriptLine } from './results.ts';

/** Results for the eyes of others: a name before the @ becomes `recipient1` and so on, also where a server repeats it in its replies. */
export function redacted(results: readonly ProbeResult[]): readonly ProbeResult[] {
  const names = new Map<string, string>();
  results.forEach(({ address }, index) => {
    const at = address.lastIndexOf('@');
    const name = `recipient${index + 1}`;
    const local = at === -1 ? address : address.slice(0, at);
    names.set(address.toLowerCase(), `${name}${at === -1 ? '' : address.slice(at)}`);
    if (!names.has(local.toLowerCase()) && !common.test(local)) names.set(local.toLowerCase(), name);
  });
  const hide = (text: string): string => text.replace(words, (it) => names.get(it.toLowerCase()) ?? it);
  // Recipients that were asked together share their transcript, and go on sharing it.
  const transcripts = new Map<ProbeResult['transcript'], readonly TranscriptLine[]>();
  return results.map((it) => {
    const transcript = transcripts.get(it.transcript) ?? it.transcript.map((line) => ({ ...line, text: hide(line.text) }));
    transcripts.set(it.transcript, transcript);
    return { ...it, address: hide(it.address), text: hide(it.text), transcript };
  });
}

/** Words that replies are made of: as the name of a mailbox they are nobody's, and without them no reply can be read. */
const common =
  /^(a|account|address|and|blocked|client|denied|disabled|domain|error|found|full|host|invalid|is|later|mail|mailbox|message|name|no|not|ok|policy|postmaster|quota|recipient|rejected|relay|sender|server|service|spam|such|system|test|the|unknown|user|virtual)$/i;

/** An address, with quotes or without, or a single word; neither the brackets around it nor the full stop behind it. */
const words =
  /(?:"(?:[^"\\]|\\.)*"|[^\s<>()[\]:;,"']+?)(?:@(?:\[[^\s[\]]*\]|[^\s<>()[\]:;,"']*[^\s<>()[\]:;,"'.]))?(?=\.*(?:[\s<>()[\]:;,"']|$))/gu;
