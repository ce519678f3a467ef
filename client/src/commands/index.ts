import { explainRecipientCommand, runInTerminalCommand, showRuleCommand } from '../../../server/src/protocol.ts';
import type { Command } from './app.ts';
import { diagnoseRecipient } from './diagnoseRecipient.ts';
import { explainRecipient } from './explainRecipient.ts';
import { forgetConsent } from './forgetConsent.ts';
import { lookUpMx } from './lookUpMx.ts';
import { probeRecipient } from './probeRecipient.ts';
import { restartServer } from './restartServer.ts';
import { runInTerminal } from './runInTerminal.ts';
import { showRule } from './showRule.ts';

/** All commands by their ids. */
export const commands = {
  'postmaster.diagnoseRecipient': diagnoseRecipient,
  'postmaster.lookUpMx': lookUpMx,
  'postmaster.probeRecipient': probeRecipient,
  [explainRecipientCommand]: explainRecipient,
  [showRuleCommand]: showRule,
  'postmaster.restartServer': restartServer,
  'postmaster.forgetConsent': forgetConsent,
  [runInTerminalCommand]: runInTerminal,
} as const satisfies Record<string, Command>;
