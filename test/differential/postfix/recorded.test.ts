import { describe, test } from 'vitest';
import { askPostfix } from './ask.ts';
import { caseFolders, casesFolder, loadCase, readRecording, recordingOf } from './cases.ts';

describe.concurrent('what was recorded is what Postfix says', () => {
  for (const folder of caseFolders(casesFolder)) {
    const it = loadCase(folder);
    test(it.about.shows ?? it.name, async ({ expect }) => {
      const recording = readRecording(it);
      const answers = recordingOf(await askPostfix(it.site, { addresses: it.addresses, clients: it.clients, final: true }));
      expect(answers.noService).toEqual(recording?.noService);
      expect(answers.addresses).toEqual(recording?.addresses);
    });
  }
});
