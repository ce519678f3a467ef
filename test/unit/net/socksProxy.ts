import { connect, createServer, type Socket } from 'node:net';

export interface SocksProxy {
  readonly port: number;
  /** What clients said before they were let through, in hex, a text for each connection. */
  readonly heard: readonly string[];
  close(): Promise<void>;
}

/** What the proxy answers, in order; a number of octets is waited for before each. */
export interface SocksScript {
  readonly turns: readonly { readonly wait: number; readonly say: readonly number[] }[];
  /** Where it leads after the last turn; absent: nowhere. */
  readonly to?: number;
  /** Said in one breath with the last turn, before the server behind it can speak. */
  readonly glued?: string;
}

export async function startSocksProxy({ turns, to, glued = '' }: SocksScript): Promise<SocksProxy> {
  const heard: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => {});
    const connection = heard.push('') - 1;
    const rest = [...turns];
    let pending = Buffer.alloc(0);
    const take = (chunk: Buffer): void => {
      pending = Buffer.concat([pending, chunk]);
      for (let turn = rest[0]; turn && turn.wait <= pending.length; turn = rest[0]) {
        rest.shift();
        heard[connection] += `${pending.subarray(0, turn.wait).toString('hex')} `;
        pending = pending.subarray(turn.wait);
        socket.write(Buffer.concat([Buffer.from(turn.say), Buffer.from(rest.length === 0 ? glued : '')]));
      }
      if (0 < rest.length || to === undefined) return;
      socket.off('data', take);
      const onward = connect(to, '127.0.0.1');
      onward.on('error', () => {});
      socket.pipe(onward).pipe(socket);
    };
    socket.on('data', take);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> => {
    for (const it of open) it.destroy();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  return { port: (server.address() as { readonly port: number }).port, heard, close };
}
