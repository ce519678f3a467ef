import { createConnection } from 'node:net';
import type { Resolved } from './answers.ts';

// RESOLVE_CLASS_… of resolve_clnt.h.
const classes = { 256: 'local', 512: 'alias', 1024: 'virtual', 2048: 'relay', 4096: 'default' } as const;

/** Asks trivial-rewrite(8) over its own socket, in Postfix's attribute protocol: names and values that end in NUL. */
export async function resolveAddress(queue: string, sender: string, address: string): Promise<Resolved | undefined> {
  const socketPath = `${queue}/private/rewrite`;
  const rewrite = await ask(socketPath, { request: 'rewrite', rule: 'local', address });
  const rewritten = rewrite?.get('address');
  if (rewritten === undefined) return undefined;
  const resolve = await ask(socketPath, { request: 'resolve', sender, address: rewritten });
  if (!resolve) return undefined;
  const flags = Number(resolve.get('flags'));
  const found = Object.entries(classes).find(([bit]) => (flags & Number(bit)) !== 0);
  return { rewritten, class: found?.[1] ?? 'none', transport: resolve.get('transport') ?? '', nexthop: resolve.get('nexthop') ?? '' };
}

function ask(socketPath: string, request: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, string> | undefined> {
  return new Promise((resolve) => {
    const socket = createConnection(socketPath);
    let text = '';
    const end = (answer: ReadonlyMap<string, string> | undefined): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setEncoding('utf8');
    socket.setTimeout(30_000, () => end(undefined));
    socket.on('error', () => end(undefined));
    socket.on('close', () => end(undefined));
    socket.on('data', (it) => {
      text += it.toString();
      const answer = lists(text).find((list) => !list.has('protocol'));
      if (answer) end(answer);
    });
    socket.write(
      `${Object.entries(request)
        .map(([name, value]) => `${name}\0${value}\0`)
        .join('')}\0`,
    );
  });
}

/** The complete lists in what has come so far. A server may first say which protocol it speaks. */
function lists(text: string): readonly ReadonlyMap<string, string>[] {
  const words = text.split('\0').slice(0, -1);
  const found: ReadonlyMap<string, string>[] = [];
  let list = new Map<string, string>();
  for (let i = 0; i < words.length; ) {
    if (words[i] === '') {
      found.push(list);
      list = new Map();
      i += 1;
      continue;
    }
    // `flags` comes twice, of the reply and then of the address: the second counts.
    if (i + 1 < words.length) list.set(words[i]!, words[i + 1]!);
    i += 2;
  }
  return found;
}
