// Small deployments that a test writes into the folder of the window, each a mail server of its own.

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type vscode from 'vscode';
import { fileOf } from './window.ts';

/** What every site begins with. */
export const plainMainCf = `compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname
alias_maps = hash:/etc/aliases
alias_database = hash:/etc/aliases
`;

const passwd = 'root:x:0:0:root:/root:/bin/sh\njane:x:1001:1001::/home/jane:/bin/sh\n';

/** Writes the files of a server below a folder of this name, by their paths on that server, and says where each lies. */
export function writeSite(name: string, files: Readonly<Record<string, string | Uint8Array>>): (file: string) => vscode.Uri {
  const whole = { '/etc/passwd': passwd, '/etc/postfix/main.cf': plainMainCf, ...files };
  const at = (file: string) => fileOf(`${name}${file}`);
  for (const [file, content] of Object.entries(whole)) writeFile(at(file), content);
  return at;
}

/** As another program writes: the window has to notice by itself. */
export function writeFile({ fsPath }: vscode.Uri, content: string | Uint8Array): void {
  mkdirSync(path.dirname(fsPath), { recursive: true });
  writeFileSync(fsPath, content);
}
