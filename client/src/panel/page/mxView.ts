import { html, nothing, type TemplateResult } from 'lit';
import type { MxAnswer, MxFinding, MxRecord } from '../../net/results.ts';
import { visible } from '../visible.ts';
import type { Conclusion, Tone } from '../words/conclusion.ts';
import { type Answers, answered, difference, differsHow, otherFindings, reference } from '../words/mx.ts';
import { duration, lifetime } from '../words/time.ts';
import { conclusionCard, toneIcon } from './parts.ts';

/** The MX records of a domain, one resolver below the other; what differs from the reference is marked with a word, not with a color alone. */
export function mxView(domain: string, looked: Answers, conclusion: Conclusion): TemplateResult {
  const others = otherFindings(looked, conclusion);
  return html`${conclusionCard(conclusion)}
    <h2>MX of ${visible(domain)}</h2>
    ${mxTable(looked.answers)} ${others.length === 0 ? nothing : html`<h2>Findings</h2>${findingList(others)}`}`;
}

/** The answers, one resolver below the other. */
export function mxTable(answers: readonly MxAnswer[]): TemplateResult {
  const expected = reference(answers);
  return html`<table class="facts" role="table" aria-label="Answers of each resolver">
    <thead role="rowgroup">
      <tr role="row">
        <th role="columnheader" scope="col">Asked</th>
        <th role="columnheader" scope="col">Answer</th>
        <th role="columnheader" scope="col">Address</th>
        <th role="columnheader" scope="col" class="number">TTL left</th>
        <th role="columnheader" scope="col" class="number">Time</th>
      </tr>
    </thead>
    ${answers.map((answer) => answerRows(answer, expected, differsHow(answer, answers)))}
  </table>`;
}

function answerRows(answer: MxAnswer, expected: MxAnswer | undefined, differs: string | undefined): TemplateResult {
  const height = Math.max(1, answer.records.length);
  const asked = html`<th role="rowheader" scope="rowgroup" rowspan=${height} class="asked">
    ${visible(answer.resolver.name)} <span class="dim">${resolverDetail(answer)}</span>
    ${differs === undefined ? nothing : html`<span class="mark warn">${toneIcon('warn')}${differs}</span>`}
    ${answer.notes.map((note) => html`<span class="note dim">${visible(note)}</span>`)}
  </th>`;
  const time = html`<td role="cell" rowspan=${height} class="number" data-label="Time">${duration(answer.ms)}</td>`;
  const [first, ...rest] = [...answer.records].sort((a, b) => a.preference - b.preference);
  if (!first) {
    const tone = answered(answer) ? '' : 'bad';
    return html`<tbody role="rowgroup">
      <tr role="row">${asked}<td role="cell" colspan="2" class=${tone} data-label="Answer">${absence(answer.rcode)}</td>
        <td role="cell" class="number" data-label="TTL left">${answer.negativeTtl === undefined ? '' : lifetime(answer.negativeTtl)}</td>
        ${time}</tr>
    </tbody>`;
  }
  return html`<tbody role="rowgroup">
    <tr role="row">${asked}${recordCells(first, expected)}${time}</tr>
    ${rest.map((record) => html`<tr role="row">${recordCells(record, expected)}</tr>`)}
  </tbody>`;
}

function recordCells(record: MxRecord, expected: MxAnswer | undefined): TemplateResult {
  const found = difference(record, expected);
  const name = found === 'exchange' ? 'warn' : '';
  const address = found === 'none' ? '' : 'warn';
  const { preference, exchange, addresses, aliases = [], note, ttl } = record;
  const isTold = 0 < aliases.length && 0 < addresses.length;
  return html`<td role="cell" class="mono ${name}" data-label="Answer">
      ${preference} ${exchange === '.' || exchange === '' ? html`. <span class="dim">null MX</span>` : visible(exchange)}
    </td>
    <td role="cell" class="mono ${address}" data-label="Address">
      ${aliases.map(({ name, ttl }) => html`<span class="line">CNAME ${visible(name)} <span class="dim">${lifetime(ttl)}</span></span>`)}
      ${addresses.map(({ ip, ttl }) => html`<span class="line">${visible(ip)} <span class="dim">${lifetime(ttl)}</span></span>`)}
      ${note === undefined || isTold ? nothing : html`<span class="note">${visible(note)}</span>`}
    </td>
    <td role="cell" class="number ${name}" data-label="TTL left">${lifetime(ttl)}</td>`;
}

function resolverDetail({ resolver, authoritative, serial, rcode, authentic, server }: MxAnswer): string {
  const parts = [
    resolver.name.includes(resolver.address) ? '' : visible(resolver.address),
    authoritative ? 'authoritative' : '',
    serial === undefined ? '' : `serial ${serial}`,
    visible(rcode),
    authentic ? 'signatures checked (AD)' : '',
    server === undefined ? '' : visible(`answered by ${server} (NSID)`),
  ];
  return parts.filter((it) => it !== '').join(', ');
}

/** What the absence of records means, with the word of the protocol for a search. */
function absence(rcode: string): string {
  switch (rcode) {
    case 'NOERROR':
      return 'no MX record';
    case 'NXDOMAIN':
      return 'the domain does not exist (NXDOMAIN)';
    case 'SERVFAIL':
      return 'the resolver could not find out (SERVFAIL)';
    case 'REFUSED':
      return 'the resolver does not serve this client (REFUSED)';
    case 'TIMEOUT':
      return 'no answer in time';
    case 'REFUSED-CONNECTION':
      return 'nothing listens there';
    case 'MALFORMED':
      return 'the answer cannot be read';
    case 'UNREACHABLE':
      return 'no way to that server';
    case 'UNTRUSTED':
      return 'somebody else answers there, by the certificate';
    case 'NOT-ASKED':
      return 'not asked';
    default:
      return visible(rcode);
  }
}

const tones = { error: 'bad', warning: 'warn', info: 'plain' } as const satisfies Record<MxFinding['severity'], Tone>;

function findingList(list: readonly MxFinding[]): TemplateResult {
  return html`<ul class="findings">
    ${list.map(({ severity, message }) => html`<li>${toneIcon(tones[severity])}<span class="hidden">${severity}: </span><span>${visible(message)}</span></li>`)}
  </ul>`;
}
