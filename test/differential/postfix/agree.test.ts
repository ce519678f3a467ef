import { describe, expect, test } from 'vitest';
import { compareDeliveries, compareReply, drawDelivery, drawReply } from './agreement.ts';
import { drawStatus } from './answers.ts';
import { caseFolders, casesFolder, loadCase, readRecording, recordedReply } from './cases.ts';
import { explain, readSite } from './engine.ts';

// The law: what we say is what the server says, or "unknown". No server is needed here: its answers were recorded.
describe('explain says what the server said, or that it does not know', () => {
  for (const folder of caseFolders(casesFolder)) {
    const it = loadCase(folder);
    const recording = readRecording(it);
    test(it.about.shows ?? it.name, () => {
      expect(recording, 'nobody has recorded the answers to this case').toBeDefined();
      const system = readSite(it.site, recording?.compiled);
      const [ours, theirs]: [string[], string[]] = [[], []];
      for (const [address, recorded] of Object.entries(recording?.addresses ?? {})) {
        for (const [client, text] of Object.entries(recorded.rcpt)) {
          const said = explain(system, address, client);
          if (compareReply(said.rcpt, recordedReply(text)) === 'differs') {
            ours.push(`${client} ${address}: ${drawReply(said.rcpt)}`);
            theirs.push(`${client} ${address}: ${text}`);
          }
        }
        if (recorded.final === undefined) continue;
        const client = Object.entries(recorded.rcpt).find(([, text]) => text.startsWith('250'))?.[0] ?? 'inside';
        const { deliveries } = explain(system, address, client);
        if (compareDeliveries(deliveries, recorded.final) !== 'differs') continue;
        ours.push(`mail for ${address}: ${deliveries.map(drawDelivery).join(' | ')}`);
        theirs.push(`mail for ${address}: ${recorded.final.map(drawStatus).join(' | ')}`);
      }
      expect(ours).toEqual(theirs);
    });
  }
});
