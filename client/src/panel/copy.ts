import type { Explained } from '../../../server/src/protocol.ts';
import type { Evidence } from '../diagnose/evidence.ts';
import { renderDiagnosis } from '../diagnose/render.ts';
import { codeOf } from '../diagnose/verdicts.ts';
import { renderMx, renderTranscript } from '../net/render.ts';
import type { ProbeResult } from '../net/results.ts';
import type { CopyFormat, Run } from './messages.ts';
import { visible } from './visible.ts';
import { verdictLabel } from './words/probe.ts';
import { conclude, kindOf, titleOf } from './words/run.ts';
import { when } from './words/time.ts';

/** A run as text for a ticket, a wiki or a program. Everything is in it, also the lines that the page leaves out. */
export function copied(run: Run, format: CopyFormat, now: number): string {
  switch (format) {
    case 'text':
      return asText(run, now);
    case 'markdown':
      return asMarkdown(run, now);
    case 'json':
      return `${JSON.stringify(factsOf(run), undefined, 2)}\n`;
    default:
      return format satisfies never;
  }
}

function factsOf({ question, at, outcome }: Run): unknown {
  const asked = { question, asked: new Date(at).toISOString() };
  if (outcome.kind === 'mx') return { ...asked, from: outcome.from, answers: outcome.answers, findings: outcome.findings };
  return outcome.kind === 'probe' ? { ...asked, from: outcome.from, results: outcome.results } : { ...asked, outcome };
}

function asText(run: Run, now: number): string {
  const { says, proof, next } = conclude(run);
  const head = [
    `${kindOf(run.question)}: ${titleOf(run.question)} (${when(run.at, now)})`,
    says,
    ...(proof === undefined ? [] : [`  ${proof}`]),
  ];
  const parts = [
    [...head, ...next.map((it) => `-> ${it}`)],
    ...details(run).map(({ title, lines }) => [title, ...lines.map((it) => `  ${it}`)]),
  ];
  return `${parts.map((it) => it.join('\n')).join('\n\n')}\n`;
}

function asMarkdown(run: Run, now: number): string {
  const { says, proof, next } = conclude(run);
  const head = [`### ${kindOf(run.question)}: ${escaped(titleOf(run.question))}`, '', `**${escaped(says)}** (${when(run.at, now)})`];
  const evidence = proof === undefined ? [] : ['', ...fenced([proof])];
  const orders = next.length === 0 ? [] : ['', ...next.map((it) => `- ${escaped(it)}`)];
  const rest = details(run).flatMap(({ title, lines }) => ['', escaped(title), '', ...fenced(lines)]);
  return `${[...head, ...evidence, ...orders, ...rest].join('\n')}\n`;
}

interface Detail {
  readonly title: string;
  readonly lines: readonly string[];
}

function details({ outcome }: Run): readonly Detail[] {
  if (outcome.kind === 'diagnose')
    return [{ title: 'Diagnosis', lines: linesOf(renderDiagnosis(outcome.diagnosis)) }, ...ofEvidence(outcome.evidence)];
  if (outcome.kind === 'rule') return [{ title: 'Manual', lines: outcome.markdown.split('\n') }];
  if (outcome.kind === 'explain') return outcome.systems.map(route);
  if (outcome.kind === 'mx') {
    const found = outcome.findings.map(({ severity, message }) => `${severity}: ${visible(message)}`);
    return [
      { title: `Answers, asked from ${visible(outcome.from)}`, lines: outcome.answers.flatMap((it) => linesOf(renderMx(it))) },
      ...(found.length === 0 ? [] : [{ title: 'Together', lines: found }]),
    ];
  }
  return outcome.kind === 'probe' ? outcome.results.map(conversation) : [];
}

function ofEvidence({ systems, mx, hosts }: Evidence): readonly Detail[] {
  return [
    ...systems.map(route),
    ...(mx.length === 0 ? [] : [{ title: 'MX records', lines: mx.flatMap((it) => linesOf(renderMx(it))) }]),
    ...hosts.map(({ result }) => conversation(result)),
  ];
}

function route({ system, steps }: Explained): Detail {
  return {
    title: `Route through ${visible(system.label)}`,
    lines: steps.map(({ stage, verdict, says, place }) => visible(`${stage}: ${verdict}, ${says}${place ? ` (${place.label})` : ''}`)),
  };
}

function conversation(result: ProbeResult): Detail {
  const { address, mx, ip, port, transcript } = result;
  const verdict = [verdictLabel(result.verdict).label, codeOf(result)].filter((it) => it !== '').join(' ');
  return { title: visible(`${address} at ${mx} [${ip}]:${port}: ${verdict}`), lines: linesOf(renderTranscript(transcript)) };
}

function linesOf(text: string): readonly string[] {
  return text.trimEnd().split('\n').map(visible);
}

/** A fence longer than any run of backticks inside, so that no line can close it. */
function fenced(lines: readonly string[]): readonly string[] {
  const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((it) => it.length)));
  const fence = '`'.repeat(longest + 1);
  return [fence, ...lines, fence];
}

/** What Markdown or HTML would take for its own gets a backslash (CommonMark 2.4). */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~!]/g, '\\$&');
}
