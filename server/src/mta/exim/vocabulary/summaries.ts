import { authenticatorSummaries } from './summaries/authenticators.ts';
import { localTransportSummaries } from './summaries/localTransports.ts';
import { mainSummaries } from './summaries/main.ts';
import { mainHostSummaries } from './summaries/mainHost.ts';
import { mainQueueSummaries } from './summaries/mainQueue.ts';
import { mainSmtpSummaries } from './summaries/mainSmtp.ts';
import { mainTlsSummaries } from './summaries/mainTls.ts';
import { moreRouterSummaries } from './summaries/moreRouters.ts';
import { redirectSummaries } from './summaries/redirect.ts';
import { routerSummaries } from './summaries/routers.ts';
import { smtpTransportSummaries } from './summaries/smtpTransport.ts';
import { transportSummaries } from './summaries/transports.ts';

/** What each option decides, and the trap in it: one sentence without a full stop, by section and name. Own words. */
export const summaries: ReadonlyMap<string, string> = new Map([
  ...named('main', { ...mainSummaries, ...mainSmtpSummaries, ...mainQueueSummaries, ...mainTlsSummaries, ...mainHostSummaries }),
  ...named('routers', { ...routerSummaries, ...redirectSummaries, ...moreRouterSummaries }),
  ...named('transports', { ...transportSummaries, ...localTransportSummaries, ...smtpTransportSummaries }),
  ...named('authenticators', authenticatorSummaries),
]);

function named(section: string, of: Readonly<Record<string, string>>): (readonly [string, string])[] {
  return Object.entries(of).map(([name, text]) => [`${section}/${name}`, text] as const);
}
