import type { Memento } from 'vscode';
import type { LanguageServer } from '../languageClient.ts';
import type { Panel } from '../panel/panel.ts';

/** What every command works with. The composition root makes it once. */
export interface App {
  readonly panel: Panel;
  readonly server: LanguageServer;
  /** Kept over all windows of this person. */
  readonly memory: Memento;
}

/** A command of the palette. The argument comes from hovers, code lenses and tests; it is checked like what a person types. */
export type Command = (app: App, argument: unknown) => Promise<void>;
