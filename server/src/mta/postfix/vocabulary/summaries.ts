import { classes } from './summaries/classes.ts';
import { local } from './summaries/local.ts';
import { rejecting } from './summaries/rejecting.ts';
import { rewriting } from './summaries/rewriting.ts';
import { routing } from './summaries/routing.ts';
import { tables } from './summaries/tables.ts';
import { verifying } from './summaries/verifying.ts';

/** What a parameter decides, and the trap in it: one sentence without a full stop, for the parameters that decide about recipients. */
export const summaries: ReadonlyMap<string, string> = new Map(
  [classes, local, rewriting, routing, rejecting, verifying, tables].flatMap((topic) => Object.entries(topic)),
);
