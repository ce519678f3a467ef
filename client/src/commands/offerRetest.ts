import { window } from 'vscode';
import { retestOf } from '../net/retest.ts';
import type { Outcome } from '../panel/messages.ts';

/** Offers to ask greylisted recipients again when their server may let them pass; `again` gets their addresses. Nothing is sent unasked. */
export async function offerRetest(outcome: Outcome, again: (addresses: string) => void): Promise<void> {
  const retest = outcome.kind === 'probe' ? retestOf(outcome.results) : undefined;
  if (!retest) return;
  const { addresses, after } = retest;
  const who = addresses.length === 1 ? `${addresses[0]} is greylisted` : `${addresses.length} recipients are greylisted`;
  const offer = `Ask Again in ${Math.ceil(after / 60)} Minutes`;
  const answer = await window.showInformationMessage(`${who}, so the server takes them only from a client that comes back later`, offer);
  if (answer === offer) setTimeout(() => again(addresses.join(' ')), after * 1000);
}
