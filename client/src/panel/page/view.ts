import { html, nothing, type TemplateResult } from 'lit';
import type { Run } from '../messages.ts';
import { visible } from '../visible.ts';
import { conclude, kindOf, labelOf, titleOf } from '../words/run.ts';
import { duration, when } from '../words/time.ts';
import { copyMenu, type ReportChoice } from './copyMenu.ts';
import { diagnosisView } from './diagnosisView.ts';
import { mxView } from './mxView.ts';
import { conclusionCard, icon, type Post, pill } from './parts.ts';
import { probeView } from './probeView.ts';
import { routeView } from './routeView.ts';
import { ruleView } from './ruleView.ts';

/** The whole page as a function of what is known: the history, the run that is shown, and whether the menu is open. */
export interface Model {
  readonly runs: readonly Run[];
  readonly shown: string | undefined;
  readonly isMenuOpen: boolean;
  /** Said by a screen reader when it changes. */
  readonly said: string;
  readonly now: number;
  /** Of the window, in pixels. */
  readonly width: number;
}

export interface Actions {
  readonly post: Post;
  show(id: string): void;
  toggleMenu(isOpen: boolean): void;
}

/** Shows the newest run where the chosen one is gone, and the history only from two runs on. */
export function pageView(model: Model, actions: Actions): TemplateResult {
  const run = model.runs.find(({ id }) => id === model.shown) ?? model.runs[0];
  return html`${model.runs.length < 2 ? nothing : historyBar(model, run, actions)}
    <main>${run ? runView(run, model, actions) : emptyView()}</main>
    <p class="hidden" role="status">${model.said}</p>`;
}

function historyBar({ runs, now }: Model, shown: Run | undefined, { show, post }: Actions): TemplateResult {
  const onChange = (event: Event) => event.target instanceof HTMLSelectElement && show(event.target.value);
  return html`<nav class="history" aria-label="History">
    <label for="history" class="dim">History</label>
    <select id="history" @change=${onChange}>
      ${runs.map((run) => html`<option value=${run.id} ?selected=${run.id === shown?.id}>${entryOf(run, now)}</option>`)}
    </select>
    <button type="button" class="quiet" title="Clear History" aria-label="Clear History" @click=${() => post({ kind: 'clear' })}>${icon('clear-all')}</button>
  </nav>`;
}

function entryOf(run: Run, now: number): string {
  const label = labelOf(run);
  const verdict = label ? ` · ${label.label}` : '';
  return `${titleOf(run.question)} · ${kindOf(run.question)}${verdict} · ${when(run.at, now)}`;
}

function emptyView(): TemplateResult {
  return html`<h1>Postmaster</h1>
    <p class="dim">Nothing was asked yet. Run <strong>Look Up MX…</strong> or <strong>Probe Recipient…</strong> from the Command Palette.</p>`;
}

function runView(run: Run, model: Model, { post, toggleMenu }: Actions): TemplateResult {
  const label = labelOf(run);
  const isRunning = run.outcome.kind === 'running';
  const time = run.outcome.kind === 'running' || run.outcome.kind === 'rule' ? '' : ` · ${duration(run.outcome.ms)}`;
  const report = (choice: ReportChoice) =>
    post(choice === 'file' ? { kind: 'save', id: run.id } : { kind: 'copy', id: run.id, format: choice });
  // One button for both, so that the focus stays where it is when a run ends.
  const again = html`<button type="button" @click=${() => post({ kind: isRunning ? 'cancel' : 'again', id: run.id })}>
    ${icon(isRunning ? 'debug-stop' : 'refresh')} ${isRunning ? 'Cancel' : 'Run Again'}
  </button>`;
  return html`<header class="head">
      <h1><span class="hidden">${kindOf(run.question)}: </span>${titleOf(run.question)}</h1>
      ${label ? pill(label.tone, label.label, label.code) : nothing}
      <span class="grow"></span>
      <span class="dim time">${when(run.at, model.now)}${time}</span>
      <span class="actions">
        ${run.question.kind === 'rule' ? nothing : again}
        ${isRunning ? nothing : copyMenu({ isOpen: model.isMenuOpen, toggle: toggleMenu, report })}
      </span>
    </header>
    ${body(run, model.width, post)}`;
}

function body(run: Run, width: number, post: Post): TemplateResult {
  const { outcome, question } = run;
  switch (outcome.kind) {
    case 'running':
      return runningView(outcome.says);
    case 'cancelled':
    case 'failed':
      return conclusionCard(conclude(run));
    case 'mx':
      return html`${mxView(titleOf(question), outcome, conclude(run))}
        <footer class="dim">Asked from ${visible(outcome.from)}; another network may get other answers.</footer>`;
    case 'probe':
      return html`${probeView(outcome.results, conclude(run))}
        <footer class="dim">
          No message was sent: the conversation ends after RCPT TO. Not checked: delivery after the queue. Asked from ${visible(outcome.from)}.
        </footer>`;
    case 'rule':
      return ruleView(outcome.markdown);
    case 'explain':
      return html`${routeView(outcome.systems, conclude(run), width, post)}
        <footer class="dim">Predicted from the open files; no server was asked.</footer>`;
    case 'diagnose':
      return html`${diagnosisView(outcome, conclude(run), width, post)}
        <footer class="dim">No message was sent. Asked from ${visible(outcome.from)}; another network may get other answers.</footer>`;
    default:
      return outcome satisfies never;
  }
}

function runningView(says: readonly string[]): TemplateResult {
  const last = says.length - 1;
  return html`<ol class="progress" aria-label="Progress">
    ${says.map(
      (step, index) =>
        html`<li class=${index === last ? 'now' : 'dim'} aria-current=${index === last ? 'step' : nothing}>
          ${index === last ? html`<span class="spinner" aria-hidden="true"></span>` : icon('check')}<span>${visible(step)}</span>
        </li>`,
    )}
  </ol>`;
}
