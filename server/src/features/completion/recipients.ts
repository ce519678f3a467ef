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
  const candidates: Candidate[] = [];
  let left = MOST_ENTRIES;
  for (const system of systems) {
    for (const { key } of system.redirections()) {
      if (left-- <= 0) break;
      if (!key.startsWith('@')) candidates.push({ label: key, kind: 'recipient', detail: 'an entry' });
    }
    for (const { name } of system.mailboxes?.() ?? []) {
      if (left-- <= 0) break;
      candidates.push({ label: name, kind: 'recipient', detail: 'a mailbox' });
    }
  }
  return { written, candidates, isCut: left <= 0 };
}
