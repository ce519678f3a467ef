import { expect, test } from 'vitest';
import { isPerServiceName, perServiceDefault, serviceNeededBy } from '../../../server/src/mta/postfix/vocabulary/index.ts';

const services = [
  { name: 'slow', program: 'smtp' },
  { name: 'dovecot', program: 'pipe' },
  { name: 'policy', program: 'spawn' },
  { name: 'discard', program: 'discard' },
  { name: 'submission', program: 'smtpd' },
  { name: 'unread' },
];

test.each([
  ['slow_destination_concurrency_limit', true],
  ['slow_initial_destination_concurrency', true],
  ['dovecot_destination_recipient_limit', true],
  ['dovecot_time_limit', true],
  ['policy_time_limit', true],
  ['unread_delivery_slot_cost', true],
  // Only pipe and spawn look at the time.
  ['slow_time_limit', false],
  ['policy_destination_recipient_limit', false],
  // postconf_service.c of Postfix 3.7 does not list discard; smtpd is no delivery agent.
  ['discard_recipient_limit', false],
  ['submission_recipient_limit', false],
  ['fast_destination_concurrency_limit', false],
  ['slow_destination_concurency_limit', false],
  ['_time_limit', false],
])('%s exists next to these services: %s', (name, exists) => {
  expect(isPerServiceName(name, services)).toBe(exists);
});

test('the default is the parameter for all services', () => {
  expect(perServiceDefault('slow_initial_destination_concurrency', services)).toBe('$initial_destination_concurrency');
  expect(perServiceDefault('dovecot_time_limit', services)).toBe('$command_time_limit');
});

test('a name without a service tells which service it waits for', () => {
  expect(serviceNeededBy('fast_destination_concurrency_limit')).toBe('fast');
  expect(serviceNeededBy('mydestination')).toBeUndefined();
});
