// A window on the example of the README, beside the DNS and mail servers of the demo and one mail server that never speaks.

import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { startDnsServer } from '../../scripts/demo/dnsServer.ts';
import { startDemo } from '../../scripts/demo/start.ts';
import { zone } from '../../scripts/demo/zone.ts';
import { checkout } from '../../scripts/vscode/tools.ts';
import { openWorkbench, packedExtension, type ThemeLabel, type Workbench, type WorkbenchOptions } from './harness.ts';

export const example = path.join(checkout, 'examples/moved-domain');

/** The same for Exim. */
export const eximExample = path.join(checkout, 'examples/chess-club');

/** Its mail exchanger takes a connection and says nothing. */
export const silentDomain = 'slow.example';

const silentAddress = '127.0.0.3';

/** Opens the folder with settings that lead everything to servers on loopback; closing the window ends them. */
export async function openDemoWindow(
  options: Pick<WorkbenchOptions, 'folder' | 'trust' | 'size'> & { readonly theme?: ThemeLabel },
): Promise<Workbench> {
  const demo = await startDemo();
  const more = new Map([...zone, ...silentZone()]);
  const dns = await startDnsServer(() => more);
  const endSilence = await startSilence(demo.port);
  const close = async (): Promise<void> => {
    await Promise.all([demo.close(), dns.close(), endSilence()]);
  };
  const [, stale] = demo.resolvers;
  const settings = {
    'postmaster.resolvers': [{ name: 'demo', address: `${dns.address}:${dns.port}` }, stale],
    'postmaster.probe.port': demo.port,
    'postmaster.probe.allowPrivateAddresses': true,
  };
  try {
    const window = await openWorkbench({ theme: 'Dark Modern', ...options, settings, vsix: packedExtension });
    return { ...window, close: () => window.close().finally(close) };
  } catch (error) {
    await close();
    throw error;
  }
}

export interface Copy {
  readonly folder: string;
  readonly remove: () => void;
}

/** The example for whoever changes its files. */
export function copyOfExample(): Copy {
  const root = mkdtempSync(path.join(os.tmpdir(), 'postmaster-example-'));
  const folder = path.join(root, path.basename(example));
  cpSync(example, folder, { recursive: true });
  return { folder, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** The example with one more table, whose name says nothing: only main.cf tells what it is. */
export function copyWithTable(): Copy {
  const copy = copyOfExample();
  const { folder } = copy;
  const restrictions = 'smtpd_recipient_restrictions = reject_unauth_destination, check_recipient_access hash:/etc/postfix/departed\n';
  appendFileSync(path.join(folder, 'etc/postfix/main.cf'), restrictions);
  writeFileSync(path.join(folder, 'etc/postfix/departed'), 'dora@shop.example   550 5.1.1 Dora has left\n');
  return copy;
}

function silentZone(): typeof zone {
  return new Map([
    [silentDomain, [{ type: 'MX', ttl: 3600, data: { preference: 10, exchange: `mx.${silentDomain}` } }]],
    [`mx.${silentDomain}`, [{ type: 'A', ttl: 3600, data: silentAddress }]],
  ]);
}

async function startSilence(port: number): Promise<() => Promise<void>> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, silentAddress, resolve));
  return () => {
    for (const socket of open) socket.destroy();
    return new Promise((resolve) => server.close(() => resolve()));
  };
}
