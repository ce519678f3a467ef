import { askExim, exim } from './ask.ts';
import { hostOf, type RoutingSite } from './routing/answers.ts';
import { configFile } from './trials.ts';

/** To whom a message is still on its way after a real delivery was tried; there is no DNS and no other host. */
export async function askDelivery(site: RoutingSite, addresses: readonly string[]): Promise<ReadonlySet<string>> {
  const { [configFile]: config = '', ...files } = site.files;
  const send = `printf 'Subject: test\\n\\ntest\\n' | ${exim} -odf -oi -f sender@sender.test -- "$0" >/dev/null 2>&1`;
  const commands = addresses.map((it) => ['/bin/sh', '-c', send, it]);
  const ran = await askExim({ config, files, users: hostOf(site).users }, [...commands, [exim, '-bp']]);
  const queue = ran.at(-1)!.output;
  return new Set([...queue.matchAll(/^ {10}(\S+)$/gm)].map(([, it]) => it!));
}
