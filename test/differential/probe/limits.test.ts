import path from 'node:path';
import { expect, test } from 'vitest';
import { runInBox } from '../box/box.ts';
import { whyNoPostfix } from '../postfix/ask.ts';
import type { Job, Told } from './worker.ts';

/** Sixty recipients, every other one of whom does not exist: three times what Postfix bears from one client. */
const recipients = Array.from({ length: 60 }, (_, i) => `u${i}@box.example`);

const files = {
  '/etc/postfix/main.cf': `compatibility_level = 3.6
myhostname = mail.example
mydestination =
virtual_mailbox_domains = box.example
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_mailbox_base = /var/mail
`,
  '/etc/postfix/vmailbox': recipients.flatMap((it, i) => (i % 2 === 0 ? [`${it} box/${i}/\n`] : [])).join(''),
};

async function probe(pipelining: boolean): Promise<Told> {
  const job: Job = { files, recipients, pipelining };
  const res = await runInBox<Told & { readonly error?: string }>(path.resolve('test/differential/probe/worker.ts'), job, 60_000);
  if (res.kind === 'failed') throw new Error(res.why);
  if (res.answer.error !== undefined) throw new Error(res.answer.error);
  return res.answer;
}

test('a real Postfix can be asked here', () => {
  expect(whyNoPostfix()).toBeUndefined();
});

test.each([false, true])('a real Postfix never loses patience with a long list, pipelining %s', async (pipelining) => {
  const { limits, verdicts, said, connections, complaints } = await probe(pipelining);
  expect(limits).toBe('10 20');
  expect(verdicts).toEqual(recipients.map((it, i) => `${it} ${i % 2 === 0 ? 'exists' : 'unknown-user'}`));
  expect(said.filter((it) => it.startsWith('421'))).toEqual([]);
  expect(complaints).toEqual([]);
  expect(connections).toBe(4);
});
