import { run } from '../../box/run.ts';
import { exim } from '../ask.ts';
import { drawEnds, type Ends, noService } from './answers.ts';

const timeoutMs = 60_000;

/** Where mail for each address would go, as `exim -bt` tells it, all in as few processes as live through it. */
export async function askRoutes(addresses: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const res: Record<string, string> = {};
  let left = addresses;
  while (0 < left.length) {
    const command = ['/bin/sh', '-c', `exec ${exim} -bt -f sender@sender.test 2>/dev/null`];
    const { output } = await run(command, { timeoutMs, input: left.map((it) => `${it}\n`).join('') });
    const told = output.split(/^> /m).slice(1);
    // Behind the last address it asks for one more, unless it has died.
    const alive = Math.min(left.length, told.length - 1);
    for (let i = 0; i < alive; i++) res[left[i]!] = drawEnds(endsIn(told[i]!, left[i]!));
    if (alive < left.length) res[left[Math.max(0, alive)]!] = noService;
    if (told.length === 0) for (const address of left) res[address] = noService;
    left = told.length === 0 ? [] : left.slice(alive + 1);
  }
  return res;
}

/** An end is a line at the margin; what stands below it says how it was reached and who takes it. */
function endsIn(text: string, address: string): readonly Ends[] {
  const res: Ends[] = [];
  const indented = text.replace(/^(?=\*\*\* Error|\w+_transport unset )/gm, '  ');
  for (const block of indented.split(/\n(?=\S)/)) {
    const [first = '', ...below] = block.trimEnd().split('\n');
    // What this process has seen before, and the way there, are no ends.
    const head = first.replace(/ {3}\[duplicate, would not be delivered\]$/, '');
    if (head === '' || head.startsWith('Address rewritten as:')) continue;
    const failed = /^(.*?) is undeliverable:? ?([\s\S]*)$/.exec(head);
    const deferred = /^(.*?) cannot be resolved at this time/.exec(head);
    const discarded = /^mail to (.*) is discarded$/.exec(head);
    const wrong = /^syntax error: (.*)$/.exec(head);
    if (failed) res.push({ recipient: failed[1]!, end: 'bounced', ...(failed[2] && { why: failed[2] }) });
    else if (deferred) res.push({ recipient: deferred[1]!, end: 'deferred' });
    else if (discarded) res.push({ recipient: discarded[1]!, end: 'discarded' });
    else if (wrong) res.push({ recipient: address, end: 'bounced', why: wrong[1]! });
    else {
      const target = / -> (.*?)( \*\*\* forbidden \*\*\*)?$/.exec(head);
      const transport = /transport = (\S+)/.exec(below.join('\n'))?.[1];
      const isStuck = below.some((it) => it.includes('*** Error in setting up'));
      const place = target?.[1]?.startsWith('|') ? 'pipe' : 'file';
      if (target?.[2] !== undefined) res.push({ recipient: target[1]!, end: 'bounced', why: `delivery to ${place} forbidden` });
      else if (isStuck) res.push({ recipient: target?.[1] ?? head, end: 'deferred' });
      else res.push({ recipient: target?.[1] ?? head, end: 'taken', ...(transport && { transport }) });
    }
  }
  return res;
}
