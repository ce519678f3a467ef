import type { RcptReply } from '../../../server/src/core/trace.ts';
import { dovecot } from '../../../server/src/mta/dovecot/index.ts';
import type { Dovecot } from '../../../server/src/mta/dovecot/system.ts';
import { noSettings } from '../../../server/src/workspace/settings.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';
import { memoryWorld } from '../../unit/workspace/memoryWorld.ts';
import { filesOf } from '../box/host.ts';
import type { DovecotSite } from './answers.ts';
import { hostOf } from './answers.ts';

const slash = '/server';

/** What our own reading of this site is: the same files that the real server was given, in memory. */
export function readSite(site: DovecotSite): Dovecot {
  const files = filesOf(hostOf(site), []);
  // In the box every account has a group of its name.
  const group = (files['/etc/passwd'] ?? '').replace(/^([^:]*):[^:]*:[^:]*:([^:]*).*$/gm, '$1:x:$2:');
  const world = memoryWorld(Object.entries({ '/etc/group': group, ...files }).map(([path, text]) => [slash + path, text]));
  const workspace = new Workspace({ world, mtas: [dovecot], settings: { ...noSettings, serverRoot: slash }, log: () => {} });
  workspace.setFolders([slash]);
  const [found] = workspace.snapshot().systems;
  if (!found) throw new Error('no system begins with dovecot.conf here');
  return found.system as Dovecot;
}

/** Where our replies are others than the server's, as two lists of lines that would be equal. What we do not know is no difference. */
export function disagreements(
  system: Dovecot,
  answers: Readonly<Record<string, string>>,
): { readonly ours: readonly string[]; readonly theirs: readonly string[] } {
  const all = Object.entries(answers).map(([address, theirs]) => {
    const ours = dovecot.reply(system, address, '');
    const isSame = ours.verdict === 'unknown' || comparable(drawReply(ours)) === comparable(theirs);
    return { isSame, ours: `${address}: ${drawReply(ours)}`, theirs: `${address}: ${theirs}` };
  });
  const different = all.filter((it) => !it.isSame);
  return { ours: different.map((it) => it.ours), theirs: different.map((it) => it.theirs) };
}

export function drawReply({ verdict, code, enhanced, text }: RcptReply): string {
  return verdict === 'no-service' ? 'no service' : verdict === 'unknown' ? 'unknown' : [code, enhanced, text].join(' ');
}

/** What is wrong with an address is said in many ways. */
function comparable(reply: string): string {
  return reply.startsWith('501 5.5.4 ') ? '501 5.5.4' : reply;
}
