import type { MailSystem } from '../../core/system.ts';
import type { Candidate } from '../completion.ts';
import { hasAny } from '../hasAny.ts';
import type { Gap, Offer } from './offer.ts';

/** Of a table with a million entries the beginning is enough. */
const MOST_ENTRIES = 5000;

/** On the right side of an entry that leads mail on: the names of other entries, mailboxes, and domains behind an @. */
export function inRedirections({ view, parsed, offset }: Gap): Offer | undefined {
  const { system } = view;
  if (!hasAny(system.redirections(parsed.file))) return undefined;
  const line = parsed.text.slice(parsed.text.lastIndexOf('\n', offset - 1) + 1, offset);
  // Behind the key, or in a line that goes on.
  const right = /^[^\s:]+(?:\s*:|\s)\s*(.*)$/.exec(line) ?? /^\s+(.*)$/.exec(line);
  const written = right && /(?:^|[\s,])([^\s,]*)$/.exec(right[1]!)?.[1];
  if (written === undefined || written === null || /^[/|:"]/.test(written)) return undefined;
  const at = written.lastIndexOf('@');
  if (0 <= at) return { written: written.slice(at + 1), candidates: domainsOf(system) };
  return recipientsOf(
    view.host.map((it) => it.system),
    written,
  );
}

export function domainsOf({ claims }: MailSystem): readonly Candidate[] {
  return claims
    .filter((it) => !/[^\p{L}\p{N}._-]|^\./u.test(it.domain))
    .map((it) => ({ label: it.domain, kind: 'domain', detail: it.setting }));
}

function recipientsOf(systems: readonly MailSystem[], written: string): Offer {
  const entries = systems.map((it) =>
    [...first(MOST_ENTRIES, it.redirections())].map(({ key }) => key).filter((key) => !key.startsWith('@')),
  );
  const mailboxes = systems.map((it) => [...first(MOST_ENTRIES, it.mailboxes?.() ?? [])].map(({ name }) => name));
  const candidates: Candidate[] = [
    ...entries.flat().map((label) => ({ label, kind: 'recipient', detail: 'an entry' }) as const),
    ...mailboxes.flat().map((label) => ({ label, kind: 'recipient', detail: 'a mailbox' }) as const),
  ];
  return { written, candidates, isCut: [...entries, ...mailboxes].some((it) => MOST_ENTRIES <= it.length) };
}

function* first<T>(most: number, all: Iterable<T>): Generator<T> {
  let left = most;
  for (const it of all) {
    if (left-- <= 0) return;
    yield it;
  }
}
