import { describe, expect, test } from 'vitest';
import { caseFolders, casesFolder, loadCase, readRecording, recordedAnswers } from './cases.ts';
import { disagreements } from './disagreements.ts';
import { readSite } from './engine.ts';

// The law: what we say is what the server says, or "unknown". No server is needed here: its answers were recorded.
describe('explain says what the server said, or that it does not know', () => {
  for (const folder of caseFolders(casesFolder)) {
    const it = loadCase(folder);
    const recording = readRecording(it);
    test(it.about.shows ?? it.name, () => {
      expect(recording, 'nobody has recorded the answers to this case').toBeDefined();
      const { ours, theirs } = disagreements(readSite(it.site, recording?.compiled), recording ? recordedAnswers(recording) : {});
      expect(ours).toEqual(theirs);
    });
  }
});
