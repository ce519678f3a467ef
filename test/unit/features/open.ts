import { mtas } from '../../../server/src/mta/index.ts';
import { noSettings } from '../../../server/src/workspace/settings.ts';
import type { Snapshot } from '../../../server/src/workspace/snapshot.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';
import { type Fixture, parseFixture } from '../fixture.ts';
import { memoryWorld } from '../workspace/memoryWorld.ts';

/** A fixture as a workspace: the name of a file is its path below /ws. */
export function openFixture(source: string): { readonly snapshot: Snapshot; readonly fixture: Fixture } {
  const fixture = parseFixture(source);
  const world = memoryWorld([...fixture.files].map(([name, text]) => [`/ws/${name}`, text]));
  const log = (message: string) => {
    throw new Error(message);
  };
  const workspace = new Workspace({ world, mtas, settings: noSettings, log });
  workspace.setFolders(['/ws']);
  return { snapshot: workspace.snapshot(), fixture };
}
