import { STRANGER } from '../../../server/src/core/trace.ts';
import { mtas } from '../../../server/src/mta/index.ts';
import { noSettings } from '../../../server/src/workspace/settings.ts';
import type { SystemView } from '../../../server/src/workspace/systems.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';
import { memoryWorld } from '../../unit/workspace/memoryWorld.ts';
import { filesOf } from '../box/host.ts';
import type { PostfixSite } from '../postfix/answers.ts';
import { hostOf } from '../postfix/answers.ts';

const slash = '/server';

/** What our own reading of this site is: the server that mail comes to, with the others of its host. */
export function readPair(site: PostfixSite): SystemView {
  const files = filesOf(hostOf(site), []);
  // In the box every account has a group of its name.
  const group = (files['/etc/passwd'] ?? '').replace(/^([^:]*):[^:]*:[^:]*:([^:]*).*$/gm, '$1:x:$2:');
  const world = memoryWorld(Object.entries({ '/etc/group': group, ...files }).map(([path, text]) => [slash + path, text]));
  const workspace = new Workspace({ world, mtas, settings: { ...noSettings, serverRoot: slash }, log: () => {} });
  workspace.setFolders([slash]);
  return workspace.snapshot().systems.find(({ system }) => system.self)!;
}

/** In the words of drawAnswer(). */
export function drawOurs(front: SystemView, address: string): string {
  const { rcpt, deliveries } = front.explain(address, STRANGER);
  if (rcpt.verdict !== 'accepted') return [rcpt.code, rcpt.enhanced, rcpt.text].join(' ');
  const ends = deliveries.map(
    (it) => ` -> ${it.recipient} ${it.transport} ${it.enhanced} ${it.outcome === 'delivered' ? 'sent' : it.outcome}`,
  );
  return `250${ends.sort().join('')}`;
}
