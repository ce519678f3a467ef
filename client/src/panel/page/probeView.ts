import { html, nothing, type TemplateResult } from 'lit';
import { codeOf } from '../../diagnose/verdicts.ts';
import type { ProbeResult } from '../../net/results.ts';
import { visible } from '../visible.ts';
import type { Conclusion } from '../words/conclusion.ts';
import { verdictLabel } from '../words/probe.ts';
import { duration } from '../words/time.ts';
import { capital, conclusionCard, pill } from './parts.ts';
import { transcript } from './transcript.ts';

/** What mail exchangers answered to RCPT TO: the conclusion, a table where several recipients were asked, the conversations. */
export function probeView(results: readonly ProbeResult[], conclusion: Conclusion): TemplateResult {
  return html`${conclusionCard(conclusion)}
    ${results.length < 2 ? nothing : html`<h2>Recipients</h2>${answerTable(results)}`}
    ${conversations(results)}`;
}

/** Each conversation once, with the lines that decide. */
export function conversations(results: readonly ProbeResult[]): readonly TemplateResult[] {
  return sessions(results).map(conversation);
}

function answerTable(results: readonly ProbeResult[]): TemplateResult {
  return html`<table class="facts" role="table" aria-label="Answer for each recipient">
    <thead role="rowgroup">
      <tr role="row">
        <th role="columnheader" scope="col">Recipient</th>
        <th role="columnheader" scope="col">Verdict</th>
        <th role="columnheader" scope="col">Answer</th>
        <th role="columnheader" scope="col">Asked</th>
        <th role="columnheader" scope="col" class="number">Time</th>
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${results.map(answerRow)}
    </tbody>
  </table>`;
}

function answerRow(result: ProbeResult): TemplateResult {
  const { label, tone } = verdictLabel(result.verdict);
  return html`<tr role="row">
    <th role="rowheader" scope="row" class="asked">${visible(result.address)}</th>
    <td role="cell" data-label="Verdict">${pill(tone, label, codeOf(result))}</td>
    <td role="cell" class="mono" data-label="Answer">${visible(result.text)}</td>
    <td role="cell" data-label="Asked"><span>${visible(result.mx)} <span class="dim">${visible(result.ip)}</span></span></td>
    <td role="cell" class="number" data-label="Time">${duration(result.ms)}</td>
  </tr>`;
}

function conversation(session: readonly ProbeResult[]): TemplateResult {
  const [first] = session;
  if (!first) return html``;
  const { mx, ip, port } = first;
  const server = ip === '' || ip === mx ? `${mx} port ${port}` : `${mx} [${ip}]:${port}`;
  const notes = [...new Set(session.flatMap((it) => it.notes ?? []))];
  return html`<h2>Conversation with ${visible(server)}</h2>
    ${notes.length === 0 ? nothing : html`<ul class="plainList">${notes.map((it) => html`<li>${capital(visible(it))}</li>`)}</ul>`}
    ${transcript(session)}`;
}

/** Several recipients asked together carry the same conversation: it is shown once. Where nobody spoke there is none. */
function sessions(results: readonly ProbeResult[]): readonly (readonly ProbeResult[])[] {
  const groups = new Map<string, readonly ProbeResult[]>();
  for (const result of results.filter((it) => it.transcript.some(({ by }) => by !== 'note'))) {
    const key = JSON.stringify([result.mx, result.ip, result.transcript]);
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups.values()];
}
