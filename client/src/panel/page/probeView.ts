import { html, nothing, type TemplateResult } from 'lit';
import type { ProbeResult } from '../../net/results.ts';
import { visible } from '../visible.ts';
import type { Conclusion } from '../words/conclusion.ts';
import { byRecipient, codeOf, decisive, verdictLabel } from '../words/probe.ts';
import { duration } from '../words/time.ts';
import { conclusionCard, pill } from './parts.ts';
import { transcript } from './transcript.ts';

/** What mail exchangers answered to RCPT TO: the conclusion, a table where there is more than one answer, the conversations. */
export function probeView(results: readonly ProbeResult[], conclusion: Conclusion): TemplateResult {
  const recipients = byRecipient(results);
  const deciding = recipients.flatMap((answers) => decisive(answers) ?? []);
  return html`${conclusionCard(conclusion)}
    ${results.length < 2 ? nothing : html`<h2>Answers</h2>${answerTable(results, 1 < recipients.length)}`}
    ${sessions(results).map((result) => conversation(result, deciding.includes(result)))}`;
}

function answerTable(results: readonly ProbeResult[], hasSeveralRecipients: boolean): TemplateResult {
  return html`<table class="facts" role="table" aria-label="Answer of each mail exchanger">
    <thead role="rowgroup">
      <tr role="row">
        ${hasSeveralRecipients ? html`<th role="columnheader" scope="col">Recipient</th>` : nothing}
        <th role="columnheader" scope="col">Asked</th>
        <th role="columnheader" scope="col">Verdict</th>
        <th role="columnheader" scope="col">Answer</th>
        <th role="columnheader" scope="col" class="number">Time</th>
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${results.map((result) => answerRow(result, hasSeveralRecipients))}
    </tbody>
  </table>`;
}

function answerRow(result: ProbeResult, withRecipient: boolean): TemplateResult {
  const { label, tone } = verdictLabel(result.verdict);
  const server = html`${visible(result.mx)} <span class="dim">${visible(result.ip)}</span>`;
  return html`<tr role="row">
    <th role="rowheader" scope="row" class="asked">${withRecipient ? visible(result.address) : server}</th>
    ${withRecipient ? html`<td role="cell" data-label="Asked">${server}</td>` : nothing}
    <td role="cell" data-label="Verdict">${pill(tone, label, codeOf(result))}</td>
    <td role="cell" class="mono" data-label="Answer">${visible(result.text)}</td>
    <td role="cell" class="number" data-label="Time">${duration(result.ms)}</td>
  </tr>`;
}

function conversation(result: ProbeResult, isOpen: boolean): TemplateResult {
  const title = `Conversation with ${serverOf(result)}`;
  return isOpen
    ? html`<h2>${title}</h2>
        ${transcript(result)}`
    : html`<details>
        <summary>${title}</summary>
        ${transcript(result)}
      </details>`;
}

function serverOf({ mx, ip, port }: ProbeResult): string {
  return visible(ip === '' || ip === mx ? `${mx} port ${port}` : `${mx} [${ip}]:${port}`);
}

/** Several recipients asked in one session carry the same conversation; it is shown once, where nothing was said not at all. */
function sessions(results: readonly ProbeResult[]): readonly ProbeResult[] {
  const spoken = results.filter((it) => 0 < it.transcript.length);
  const key = ({ mx, ip, transcript: lines }: ProbeResult) => JSON.stringify([mx, ip, lines]);
  return spoken.filter((result, index) => spoken.findIndex((it) => key(it) === key(result)) === index);
}
