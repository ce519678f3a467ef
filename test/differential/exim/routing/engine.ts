import type { Delivery, RcptReply } from '../../../../server/src/core/trace.ts';
import { exim } from '../../../../server/src/mta/exim/index.ts';
import type { Exim } from '../../../../server/src/mta/exim/system.ts';
import { noSettings } from '../../../../server/src/workspace/settings.ts';
import { Workspace } from '../../../../server/src/workspace/workspace.ts';
import { memoryWorld } from '../../../unit/workspace/memoryWorld.ts';
import { filesOf } from '../../box/host.ts';
import { type Answers, type Asker, addressOf, drawEnds, type Ends, hostOf, noService, type RoutingSite } from './answers.ts';

/** Where the answers of a Debian host stand alone they are those of a copy, and what its package ships stands in for the rest. */
const slashOf = ({ files }: RoutingSite) => (files['/etc/exim4/update-exim4.conf.conf'] === undefined ? '/' : '/server');

/** What our own reading of this site is: the same files that the real server was given, in memory, as on that machine. */
export function readSite(site: RoutingSite): Exim {
  const files = filesOf(hostOf(site), [
    'Debian-exim:x:150:150::/var/spool/exim4:/usr/sbin/nologin',
    'uucp:x:10:10:uucp:/var/spool/uucp:/usr/sbin/nologin',
  ]);
  const slash = slashOf(site);
  const world = memoryWorld(Object.entries(files).map(([path, text]) => [slash === '/' ? path : slash + path, text]));
  const workspace = new Workspace({ world, mtas: [exim], settings: { ...noSettings, serverRoot: slash }, log: () => {} });
  workspace.setFolders([slash]);
  const [found] = workspace.snapshot().systems;
  if (!found) throw new Error('no system begins with a configuration of Exim here');
  return found.system as Exim;
}

/** What we say to each question; undefined: that we do not know. */
export function ourAnswer(system: Exim, asker: Asker, address: string): string | undefined {
  if (asker === 'route') return routed(system, address);
  return drawReply(exim.reply(system, address, addressOf[asker]));
}

/** Where our answers are others than the server's, as two lists of lines that would be equal. What we do not know is no difference. */
export function disagreements(
  system: Exim,
  answers: Answers,
): { readonly ours: readonly string[]; readonly theirs: readonly string[]; readonly asked: number; readonly unknown: number } {
  const [ours, theirs]: [string[], string[]] = [[], []];
  let asked = 0;
  let unknown = 0;
  for (const [asker, told] of Object.entries(answers) as [Asker, Answers[Asker]][]) {
    for (const [address, real] of Object.entries(told)) {
      asked++;
      const said = ourAnswer(system, asker, address);
      if (said === undefined) unknown++;
      if (said === undefined || said === withoutSender(real) || (real === noService && said.includes(' deferred'))) continue;
      ours.push(`${asker} ${address}: ${said}`);
      theirs.push(`${asker} ${address}: ${real}`);
    }
  }
  return { ours, theirs, asked, unknown };
}

/** A refusal also tells why the sender could not be verified; nobody knows who will write. */
function withoutSender(reply: string): string {
  return reply.replace(/^(\d{3} )(\S+ )?Verification failed for <[^>]*>\\n[^\\]*\\n(?:\2)?/, '$1$2');
}

function drawReply({ verdict, code, enhanced, text }: RcptReply): string | undefined {
  if (verdict === 'unknown') return undefined;
  if (verdict === 'no-service') return noService;
  const words = [code, enhanced, text].filter((it) => it !== undefined);
  return words.join(' ').replaceAll('\n', '\\n').trimEnd();
}

function routed(system: Exim, address: string): string | undefined {
  const { deliveries } = exim.follow(system, address);
  if (deliveries.some((it) => it.outcome === 'unknown' && it.transport === '')) return undefined;
  return drawEnds(deliveries.map(endOf));
}

/** What a transport makes of a message is beyond -bt. */
function endOf({ recipient, transport, outcome, why }: Delivery): Ends {
  if (outcome === 'discarded') return { recipient, end: 'discarded' };
  if (transport !== '' || outcome === 'delivered' || outcome === 'forwarded' || outcome === 'unknown')
    return { recipient, end: 'taken', transport };
  // Retry rules are asked once a delivery was tried.
  if (why.endsWith('no retry rule lets it wait')) return { recipient, end: 'deferred' };
  return outcome === 'deferred' ? { recipient, end: outcome } : { recipient, end: outcome, why };
}
