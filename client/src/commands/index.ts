import type { Command } from './app.ts';
import { forgetConsent } from './forgetConsent.ts';
import { lookUpMx } from './lookUpMx.ts';
import { probeRecipient } from './probeRecipient.ts';
import { restartServer } from './restartServer.ts';
import { showRule } from './showRule.ts';

/** The commands of the palette by their ids. */
export const commands = {
  'postmaster.lookUpMx': lookUpMx,
  'postmaster.probeRecipient': probeRecipient,
  'postmaster.showRule': showRule,
  'postmaster.restartServer': restartServer,
  'postmaster.forgetConsent': forgetConsent,
} as const satisfies Record<string, Command>;
