import { run } from '../../box/run.ts';
import { exim } from '../ask.ts';
import { noService } from './answers.ts';

const timeoutMs = 60_000;
/** The replies to MAIL, RCPT and RSET. */
const repliesEach = 3;
const before = 2;

/** The reply to RCPT TO for each address, a transaction of its own each, all in as few processes as live through it. */
export async function askRcpt(client: string, addresses: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const res: Record<string, string> = {};
  let left = addresses;
  while (0 < left.length) {
    const replies = await converse(client, left);
    const asked = Math.floor(Math.max(0, replies.length - before - 1) / repliesEach) + 1;
    for (const [i, address] of left.slice(0, asked).entries()) res[address] = replies[before + i * repliesEach + 1] ?? noService;
    if (replies.length === 0) for (const address of left) res[address] = noService;
    left = replies.length === 0 ? [] : left.slice(asked);
  }
  return res;
}

async function converse(client: string, addresses: readonly string[]): Promise<readonly string[]> {
  const transactions = addresses.map((it) => `MAIL FROM:<sender@sender.test>\r\nRCPT TO:<${it}>\r\nRSET\r\n`);
  const input = `EHLO client.test\r\n${transactions.join('')}QUIT\r\n`;
  const { output } = await run(['/bin/sh', '-c', `exec stdbuf -oL ${exim} -bhc ${client} 2>/dev/null`], { timeoutMs, input });
  return repliesIn(output);
}

/** Replies without the goodbye; lines of one reply are joined. What is said around the session is no reply. */
function repliesIn(output: string): readonly string[] {
  const lines = output.split(/\r?\n/).filter((it) => /^\d{3}[ -]/.test(it) && !it.startsWith('221 '));
  const res: string[] = [];
  let open = '';
  for (const line of lines) {
    const text = open === '' ? line.replace(/^(\d{3})-/, '$1 ') : line.slice(4);
    open += line[3] === '-' ? `${text}\\n` : text;
    if (line[3] === '-') continue;
    res.push(open.trimEnd());
    open = '';
  }
  return res;
}
