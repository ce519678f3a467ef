import { expect, test } from 'vitest';
import { vocabulary } from '../../../server/src/mta/postfix/vocabulary/index.ts';
import { summaries } from '../../../server/src/mta/postfix/vocabulary/summaries.ts';

// The parameters that decide about a recipient; each one has to say how.
const deciding =
  'mydestination virtual_alias_domains virtual_alias_maps virtual_mailbox_domains virtual_mailbox_maps relay_domains relay_recipient_maps ' +
  'local_recipient_maps alias_maps alias_database transport_maps canonical_maps recipient_canonical_maps recipient_delimiter luser_relay ' +
  'mailbox_transport fallback_transport myorigin append_at_myorigin append_dot_mydomain parent_domain_matches_subdomains ' +
  'propagate_unmatched_extensions virtual_alias_recursion_limit virtual_alias_expansion_limit soft_bounce default_database_type ' +
  'inet_interfaces proxy_interfaces relocated_maps compatibility_level smtpd_reject_unlisted_recipient smtpd_relay_restrictions ' +
  'smtpd_recipient_restrictions unknown_local_recipient_reject_code unknown_relay_recipient_reject_code ' +
  'unknown_virtual_alias_reject_code unknown_virtual_mailbox_reject_code unverified_recipient_reject_code address_verify_map myhostname';

test('every parameter that decides about a recipient has a summary', () => {
  expect(deciding.split(' ').filter((name) => vocabulary.get(name)?.summary === undefined)).toEqual([]);
  expect(summaries.size).toBeGreaterThanOrEqual(150);
});

test.each([...summaries])('%s has one sentence of its own', (name, summary) => {
  expect(vocabulary.get(name)?.summary).toBe(summary);
  expect(summary.length).toBeLessThanOrEqual(240);
  expect(summary).not.toMatch(/[.!?]$|[.!?] [A-Z]/);
  expect(summary).toMatch(/^[A-Z]/);
  expect(summary.split(' ')[0]?.toLowerCase()).not.toBe(name);
  expect(summary).not.toMatch(/\b(?:should|please|invalid)\b/i);
});

test('a parameter of the summaries is written once', () => {
  expect(new Set(summaries.values()).size).toBeGreaterThan(summaries.size - 5);
});
