import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { makeCertificate } from '../../../scripts/demo/certificate.ts';

/** A BIND on loopback that serves one zone over UDP, TCP, TLS and HTTPS. */
export interface Bind {
  /** Where it is asked each way, as a person would write it. */
  readonly plain: string;
  readonly tls: string;
  readonly https: string;
  /** The certificate that it shows, for localhost. */
  readonly cert: string;
  /** What dig says of the MX records of a name: `NAME TTL IN MX PREFERENCE EXCHANGE`, one a line, in order. */
  dig(name: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

const nameServer = path.join('/usr/sbin', 'named');

/** Starts it with the zone `test`, of which the SOA and NS records are written here. */
export async function startBind(records: string): Promise<Bind> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'postmaster-bind-'));
  const certificate = makeCertificate(['localhost']);
  const [port, tls, https] = (await Promise.all([freePort(), freePort(), freePort()])) as [number, number, number];
  const files = {
    key: certificate.key,
    cert: certificate.cert,
    zone: `$TTL 3600\n@ SOA ns root 2026112201 3600 600 86400 300\n@ NS ns\nns A 127.0.0.1\n${records}\n`,
    conf: configuration(folder, port, tls, https),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  const server = spawn(nameServer, ['-g', '-c', path.join(folder, 'conf')], { stdio: ['ignore', 'ignore', 'pipe'] });
  await running(server);
  return {
    plain: `127.0.0.1:${port}`,
    tls: `tls://127.0.0.1:${tls}#localhost`,
    https: `https://localhost:${https}/dns-query`,
    cert: certificate.cert,
    dig: (name) => dig(name, port),
    async close() {
      server.kill();
      await once(server, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configuration(folder: string, port: number, tls: number, https: number): string {
  return `
tls own { key-file "${folder}/key"; cert-file "${folder}/cert"; };
http web { endpoints { "/dns-query"; }; };
options {
  directory "${folder}";
  pid-file none;
  session-keyfile none;
  recursion no;
  server-id "cache-7";
  listen-on-v6 { none; };
  listen-on port ${port} { 127.0.0.1; };
  listen-on port ${tls} tls own { 127.0.0.1; };
  listen-on port ${https} tls own http web { 127.0.0.1; };
};
controls { };
zone "test" { type primary; file "${folder}/zone"; check-mx ignore; check-names ignore; check-integrity no; };
`;
}

/** Waits for the line with which BIND says that it is up; where it ends instead, what it said is the reason. */
function running(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    server.stderr?.on('data', (chunk) => {
      said += chunk;
      if (/ running$/m.test(said)) resolve();
    });
    server.on('error', reject);
    server.on('exit', () => reject(new Error(said)));
  });
}

async function dig(name: string, port: number): Promise<readonly string[]> {
  const words = ['@127.0.0.1', '-p', String(port), '+noall', '+answer', '+norecurse', name, 'MX'];
  const { stdout } = await promisify(execFile)('dig', words);
  return stdout
    .split('\n')
    .map((it) => it.trim().split(/\s+/).join(' '))
    .filter((it) => it.includes(' MX '))
    .sort();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
