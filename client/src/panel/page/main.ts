import { render } from 'lit';
import { withProgress, withRun } from '../history.ts';
import type { CopyFormat, Saved, ToHost, ToPage } from '../messages.ts';
import { conclude } from '../words/run.ts';
import './styles.ts';
import { type Actions, type Model, pageView } from './view.ts';

/** The browser side of the panel: receives, draws, and tells the extension what was pressed. */

declare function acquireVsCodeApi(): { postMessage(message: ToHost): void; setState(state: Saved): void };

function start(root: HTMLElement): void {
  const vscode = acquireVsCodeApi();
  let model: Model = { runs: [], shown: undefined, isMenuOpen: false, said: '', now: Date.now(), width: window.innerWidth };

  const actions: Actions = {
    post: (message) => vscode.postMessage(message),
    show: (id) => {
      update({ shown: id, isMenuOpen: false });
      vscode.postMessage({ kind: 'shown', id });
    },
    toggleMenu: (isMenuOpen) => update({ isMenuOpen }),
  };

  function update(change: Partial<Model>): void {
    model = { ...model, ...change, now: Date.now() };
    render(pageView(model, actions), root);
  }

  window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
    update(received(model, data));
    // The extension keeps the history; this copy is for the window that opens after a reload.
    if (data.kind !== 'copied') vscode.setState({ version: 1, runs: model.runs, shown: model.shown });
  });
  window.addEventListener('resize', () => update({ width: window.innerWidth }));
  update({});
  vscode.postMessage({ kind: 'ready' });
}

/** What a message changes. */
function received(model: Model, message: ToPage): Partial<Model> {
  switch (message.kind) {
    case 'history':
      return { runs: message.runs, shown: message.shown, isMenuOpen: false };
    case 'run': {
      const runs = withRun(model.runs, message.run);
      const shown = message.show ? message.run.id : model.shown;
      return shown === message.run.id ? { runs, shown, isMenuOpen: false, said: conclude(message.run).says } : { runs };
    }
    case 'progress':
      return {
        runs: model.runs.map((run) => (run.id === message.id ? withProgress(run, message.says) : run)),
        ...(message.id === model.shown ? { said: message.says } : {}),
      };
    case 'copied':
      return { said: `copied as ${formatNames[message.format]}` };
    default:
      return message satisfies never;
  }
}

const formatNames = { text: 'text', markdown: 'Markdown', json: 'JSON' } as const satisfies Record<CopyFormat, string>;

const root = document.getElementById('page');
if (root) start(root);
