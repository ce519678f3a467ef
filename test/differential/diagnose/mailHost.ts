import { createServer } from 'node:net';

/**
 * Another mail server at an address. Its answers are `address reply` lines, the first that fits counts, `*` fits any recipient:
 * `*@shop.example 554 5.7.1 Relay access denied`.
 */
export function startMailHost(address: string, port: number, answers: string): Promise<void> {
  const rules = answers.split('\n').flatMap((line) => {
    const [pattern, ...words] = line.trim().split(/\s+/);
    return pattern ? [{ pattern: pattern.toLowerCase(), reply: words.join(' ') }] : [];
  });
  const replyTo = (recipient: string): string =>
    rules.find(({ pattern }) => (pattern.startsWith('*') ? recipient.endsWith(pattern.slice(1)) : pattern === recipient))?.reply ??
    '550 5.1.1 no such user';
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.setEncoding('utf8');
    socket.write('220 other.example ESMTP\r\n');
    let rest = '';
    socket.on('data', (text) => {
      const lines = (rest + text.toString()).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const verb = line.slice(0, 4).toUpperCase();
        if (verb === 'QUIT') socket.end('221 2.0.0 bye\r\n');
        else if (verb === 'RCPT') socket.write(`${replyTo(/<(.*?)>/.exec(line)?.[1]?.toLowerCase() ?? '')}\r\n`);
        else if (verb === 'EHLO') socket.write('250-other.example\r\n250 ENHANCEDSTATUSCODES\r\n');
        else socket.write('250 2.0.0 ok\r\n');
      }
    });
  });
  return new Promise((resolve) => server.listen(port, address, resolve));
}
