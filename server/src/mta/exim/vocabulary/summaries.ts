import { mainSummaries } from './summaries/main.ts';
import { redirectSummaries } from './summaries/redirect.ts';
import { routerSummaries } from './summaries/routers.ts';
import { transportSummaries } from './summaries/transports.ts';

/** What an option decides, and the trap in it: one sentence without a full stop, by section and name. Own words. */
export const summaries: ReadonlyMap<string, string> = new Map([
  ...named('main', mainSummaries),
  ...named('routers', { ...routerSummaries, ...redirectSummaries }),
  ...named('transports', transportSummaries),
]);

function named(section: string, of: Readonly<Record<string, string>>): (readonly [string, string])[] {
  return Object.entries(of).map(([name, text]) => [`${section}/${name}`, text] as const);
}
