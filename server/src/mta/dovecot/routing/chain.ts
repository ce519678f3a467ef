import type { Origin } from '../../../core/fact.ts';
import type { Database } from '../system.ts';

/** `spoiled`: the user is there, with something that no mail can be delivered with. */
export type Outcome = 'found' | 'spoiled' | 'missing' | 'failed';

/** What all databases together say. */
export type End = Exclude<Outcome, 'spoiled'>;

/** What one database says of a name: one outcome, or several where the files do not tell which. */
export interface Answer {
  readonly outcomes: readonly Outcome[];
  readonly says: string;
  readonly because: Origin;
}

/** A way on which the databases may have been asked so far. */
interface Way {
  readonly isFound: boolean;
  readonly hasFailed: boolean;
  readonly isSpoiled: boolean;
  /** The database that was asked last has the user, and its rule leaves the answer as it is: for passdbs that is enough. */
  readonly isLastFound: boolean;
}

/**
 * Asks databases one after the other, as their result_success, result_failure, result_internalfail and skip say. More outcomes than one
 * come back where the answer hangs on what cannot be known. Source: auth_request_userdb_callback() and
 * auth_request_handle_passdb_callback(); asked of Dovecot 2.3.19.
 */
export function askInTurn(databases: readonly Database[], ask: (database: Database) => Answer): ReadonlySet<End> {
  const ends = new Set<End>();
  let ways: readonly Way[] = [{ isFound: false, hasFailed: false, isSpoiled: false, isLastFound: false }];
  for (const [i, database] of databases.entries()) {
    // The first one is asked whatever its skip says.
    const isOver = (way: Way) => 0 < i && isSkipped(database, way);
    const asking = ways.filter((it) => !isOver(it));
    if (asking.length === 0) continue;
    const { outcomes } = ask(database);
    const next = ways.filter(isOver);
    for (const way of asking) {
      for (const outcome of outcomes) {
        const [verb, whatever] = ruleFor(database, outcome).split('-');
        const isFound = whatever === 'ok' || (whatever !== 'fail' && way.isFound);
        const now: Way = {
          isFound,
          hasFailed: way.hasFailed || outcome === 'failed',
          isSpoiled: way.isSpoiled || outcome === 'spoiled',
          isLastFound: database.kind === 'passdb' && outcome === 'found' && whatever !== 'fail',
        };
        if (verb === 'return') ends.add(endOf(now));
        else next.push(now);
      }
    }
    ways = next;
  }
  for (const it of ways) ends.add(endOf(it));
  return ends;
}

/** `return` and `continue` keep what earlier databases said. One that could not be asked may have had the user. */
function endOf({ isFound, hasFailed, isSpoiled, isLastFound }: Way): End {
  if (isSpoiled) return 'failed';
  if (isFound) return 'found';
  if (hasFailed) return 'failed';
  return isLastFound ? 'found' : 'missing';
}

function isSkipped(database: Database, { isFound }: Way): boolean {
  const skip = database.text('skip');
  const [found, missing] = database.kind === 'passdb' ? ['authenticated', 'unauthenticated'] : ['found', 'notfound'];
  return skip === (isFound ? found : missing);
}

function ruleFor(database: Database, outcome: Outcome): string {
  switch (outcome) {
    case 'found':
    case 'spoiled':
      return database.text('result_success') ?? (database.text('deny') === 'yes' ? 'return-fail' : 'return-ok');
    case 'missing':
      return database.text('result_failure') ?? 'continue';
    case 'failed':
      // Whoever may be denied is not let in.
      return database.text('result_internalfail') ?? (database.text('deny') === 'yes' ? 'return' : 'continue');
    default:
      return outcome satisfies never;
  }
}
