const summary = 'Sees why mail bounces with 550 5.1.1 before a sender does.';

/** How a command is called, what it does, and what its exit code says where more than findings counts. */
interface CommandHelp {
  readonly name: string;
  readonly call: string;
  readonly does: string;
  readonly exit?: string;
  /** What it takes besides those of all commands, a line each. */
  readonly options?: string;
}

const commands: readonly CommandHelp[] = [
  {
    name: 'check',
    call: '[--format text|json|sarif|github] [--fail-on error|warning] [--root DIR] PATH...',
    does: 'finds what is wrong with the configuration of a mail server, with its tables and alias files',
  },
  {
    name: 'explain',
    call: '[--root DIR] [--config PATH] [--client IP] [--json] ADDRESS... | -',
    does: 'says what happens to mail for an address, and which line decides',
    exit: '1 where an address is not accepted, or all its deliveries bounce or wait; an unknown reply is 0 and names the command to ask',
  },
  {
    name: 'mx',
    call: '[--resolver R]... [--authoritative] [--self NAME|IP]... [--json] DOMAIN... | -',
    does: 'looks up mail exchangers at several resolvers side by side',
  },
  {
    name: 'probe',
    call: '[--server HOST[:PORT]] [--resolver R]... [options below] [--json] ADDRESS... | -',
    does: 'asks the mail exchangers with RCPT TO and leaves before a message',
    options: `--helo NAME    the name to give with EHLO; that of this machine unless given
--sender ADDR  tried where a server refuses the null sender MAIL FROM:<>
--port N       the port of mail exchangers, 25 unless given; 587 and 465 are for people who log in
-4, -6         only IPv4, only IPv6 addresses of the servers
--tls MODE     opportunistic, required, never, or immediate as on port 465
--proxy URL    connects through socks5://[USER:PASSWORD@]HOST[:PORT]
--pipeline     asks several recipients at once where the server offers it
--pace N       recipients a minute; asks all, in as many conversations as it takes
--retest       waits and asks those who were greylisted once more
--redact       shows recipient1, recipient2 and so on instead of the names before the @
--timeout S    seconds for a reply, 30 unless given
`,
    exit: '0 only where every address is exists or accepts-all; 1 also where nobody could be asked or the answer proves nothing',
  },
  {
    name: 'diagnose',
    call: '[options of explain, mx and probe] ADDRESS',
    does: 'joins configuration, DNS and probe into one conclusion with the fix',
    exit: '0 where nothing is wrong or nothing can be told; 1 where a cause was found',
  },
  { name: 'rules', call: '[--json] [RULE-ID]', does: 'lists the rules of check, or shows the manual of one' },
];

const options = `--root DIR     this folder is the / of the mail server: DIR/etc, DIR/home and so on
--config PATH  the file that begins the system, inside the root
--client IP    the connecting client; 203.0.113.9, a stranger, unless given; 127.0.0.1 is inside
--server HOST  the host to ask instead of the mail exchangers; named so, a private address is asked too
--resolver R   IP[:PORT], tls://IP[:PORT][#NAME], https://HOST[/PATH], or system for those of this machine
--self NAME    the host that the MX records are expected to name; a finding tells where they name others
-              reads addresses or domains from standard input, one a line
`;

const exits = `Exit: 0 nothing found; 1 findings, or the answer is a reject; 2 usage, or input that cannot be read.
${commands.flatMap(({ name, exit }) => (exit === undefined ? [] : `      ${name}: ${exit}.\n`)).join('')}`;

/** What `--help` prints: all commands, or the lines of the one that is named first and then the others. */
export function usageOf(name: string | undefined): string {
  const own = commands.filter((it) => it.name === name);
  const others = commands.filter((it) => it.name !== name);
  const first = own.map((it) => `postmaster ${it.name} ${it.call}\n  ${it.does}\n${it.exit === undefined ? '' : `  exit: ${it.exit}\n`}\n`);
  const calls = others.map((it) => `postmaster ${it.name.padEnd(8)} ${it.call}\n`);
  const deeds = others.map((it) => `${it.name.padEnd(8)}  ${it.does}\n`);
  const ownOptions = own.map((it) => it.options ?? '').join('');
  const begin = 0 < own.length ? `${first.join('')}${ownOptions}${options}\nThe other commands:\n\n` : `${summary}\n\n`;
  const end = 0 < own.length ? exits : `${options}\n${exits}`;
  return `${begin}${calls.join('')}\n${deeds.join('')}\n${end}`;
}
