import { randomBytes, randomUUID } from 'node:crypto';
import { env, Selection, Uri, ViewColumn, type Webview, type WebviewPanel, window } from 'vscode';
import { applyFix } from './applyFix.ts';
import { copied } from './copy.ts';
import { restored, withProgress, withRun } from './history.ts';
import { pageHtml } from './html.ts';
import type { CopyFormat, Outcome, Question, Run, ToHost, ToPage } from './messages.ts';
import { saveReport } from './saveReport.ts';
import { kindOf, titleOf } from './words/run.ts';

/** The type that VS Code stores with an open panel, and by which it finds who can restore it. */
export const viewType = 'postmaster.panel';

/** A question that is being asked. */
export interface RunningQuestion {
  says(message: string): void;
  end(outcome: Outcome): void;
}

/** The one panel: it keeps the history, shows it in a webview while one is open, and does what is pressed there. */
export class Panel {
  readonly #extension: Uri;
  readonly #again: (question: Question) => void;
  readonly #cancels = new Map<string, () => void>();
  #webview: WebviewPanel | undefined;
  #runs: readonly Run[] = [];
  #shown: string | undefined;

  constructor(extension: Uri, again: (question: Question) => void) {
    this.#extension = extension;
    this.#again = again;
  }

  /** Shows a new question as running. */
  begin(question: Question, cancel: () => void): RunningQuestion {
    const run: Run = { id: randomUUID(), question, at: Date.now(), outcome: { kind: 'running', says: [] } };
    this.#cancels.set(run.id, cancel);
    this.#reveal();
    this.#put(run, true);
    return {
      says: (message) => {
        this.#runs = this.#runs.map((it) => (it.id === run.id ? withProgress(it, message) : it));
        this.#post({ kind: 'progress', id: run.id, says: message });
      },
      end: (outcome) => {
        this.#cancels.delete(run.id);
        this.#put({ ...run, outcome }, false);
      },
    };
  }

  /** Takes over the panel that an earlier window left open, with the history that its page saved. */
  restore(webview: WebviewPanel, state: unknown): void {
    const { runs, shown } = restored(state);
    this.#runs = [...this.#runs, ...runs.filter(({ id }) => !this.#runs.some((it) => it.id === id))];
    this.#shown ??= shown;
    this.#adopt(webview);
  }

  dispose(): void {
    for (const cancel of this.#cancels.values()) cancel();
    this.#webview?.dispose();
  }

  #put(run: Run, show: boolean): void {
    this.#runs = withRun(this.#runs, run);
    if (show) this.#shown = run.id;
    this.#post({ kind: 'run', run, show });
  }

  #reveal(): void {
    const viewColumn = window.activeTextEditor ? ViewColumn.Beside : ViewColumn.Active;
    if (this.#webview) this.#webview.reveal(undefined, true);
    else this.#adopt(window.createWebviewPanel(viewType, 'Postmaster', { viewColumn, preserveFocus: true }));
  }

  #adopt(panel: WebviewPanel): void {
    this.#webview?.dispose();
    this.#webview = panel;
    const dist = Uri.joinPath(this.#extension, 'dist');
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    panel.webview.onDidReceiveMessage((message: ToHost) => this.#receive(message));
    panel.onDidDispose(() => {
      if (this.#webview === panel) this.#webview = undefined;
    });
    panel.webview.html = html(panel.webview, dist);
  }

  #post(message: ToPage): void {
    // A page that is not there misses nothing: it asks for the whole history when it loads.
    this.#webview?.webview.postMessage(message);
  }

  #receive(message: ToHost): void {
    switch (message.kind) {
      case 'ready':
        this.#post({ kind: 'history', runs: this.#runs, shown: this.#shown });
        break;
      case 'shown':
        this.#shown = message.id;
        break;
      case 'again':
        this.#withRun(message.id, ({ question }) => this.#again(question));
        break;
      case 'cancel':
        this.#cancels.get(message.id)?.();
        break;
      case 'copy':
        this.#withRun(message.id, (run) => this.#copy(run, message.format));
        break;
      case 'save':
        this.#withRun(message.id, save);
        break;
      case 'fix':
        applyFix(message.fix).then(undefined, () =>
          window.showWarningMessage(`${message.fix.place.label} cannot be opened: it may have been moved since`),
        );
        break;
      case 'open':
        openLine(message.file, message.line);
        break;
      case 'clear':
        this.#clear();
        break;
      default:
        message satisfies never;
    }
  }

  #copy(run: Run, format: CopyFormat): void {
    env.clipboard.writeText(copied(run, format, Date.now())).then(() => this.#post({ kind: 'copied', format }));
  }

  /** What is still running stays. */
  #clear(): void {
    this.#runs = this.#runs.filter(({ id }) => this.#cancels.has(id));
    this.#shown = this.#runs[0]?.id;
    this.#post({ kind: 'history', runs: this.#runs, shown: this.#shown });
  }

  #withRun(id: string, use: (run: Run) => void): void {
    const run = this.#runs.find((it) => it.id === id);
    if (run) use(run);
  }
}

function html(webview: Webview, dist: Uri): string {
  const address = (name: string) => webview.asWebviewUri(Uri.joinPath(dist, name)).toString();
  return pageHtml({
    nonce: randomBytes(16).toString('base64'),
    cspSource: webview.cspSource,
    script: address('page.js'),
    styles: ['codicon.css', 'panel.css', 'page.css'].map(address),
  });
}

/** A ticket wants the report as a file, named after what was asked and when. */
function save(run: Run): void {
  const name = `${kindOf(run.question)} ${titleOf(run.question)} ${new Date(run.at).toISOString().slice(0, 10)}.md`.replace(
    /[^\w.@+-]+/g,
    '-',
  );
  saveReport(name, copied(run, 'markdown', Date.now())).then(undefined, (error: unknown) =>
    window.showErrorMessage(`${name} was not saved: ${String(error)}`),
  );
}

function openLine(file: string, line: number): void {
  const selection = new Selection(line - 1, 0, line - 1, 0);
  window
    .showTextDocument(Uri.parse(file), { selection, viewColumn: ViewColumn.One })
    .then(undefined, () => window.showWarningMessage(`${file} cannot be opened: it may have been moved since`));
}
