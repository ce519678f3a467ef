import path from 'node:path';
import { runInBox } from '../box/box.ts';
import type { PostfixSite } from '../postfix/answers.ts';
import type { SiteAnswers } from './worker.ts';

const worker = path.join(import.meta.dirname, 'worker.ts');
const perSiteMs = 10_000;
const startMs = 30_000;

/**
 * Asks one real Postfix about several sites, one after the other: it is started once and made to read everything anew each time.
 * What stands around it (other servers, DNS) is that of the first site. The answers stand as those to a stranger, whoever asks.
 */
export async function askInTurn(
  sites: readonly PostfixSite[],
  addresses: readonly string[],
  client: 'inside' | 'outside' = 'outside',
): Promise<readonly SiteAnswers[]> {
  const deadlineMs = startMs + perSiteMs * sites.length;
  const result = await runInBox<readonly SiteAnswers[] | { readonly error: string }>(
    worker,
    { sites, addresses, client, deadlineMs },
    deadlineMs,
  );
  if (result.kind === 'failed') throw new Error(`Postfix could not be asked: ${result.why}`);
  if ('error' in result.answer) throw new Error(`Postfix could not be asked: ${result.answer.error}`);
  return result.answer;
}
