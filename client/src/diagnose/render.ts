import { escapeText } from '../net/escape.ts';
import type { Diagnosis, Proof } from './diagnosis.ts';

/** A diagnosis for a terminal: the cause first, then what to do, then the proof of each side. What servers and files said is escaped. */
export function renderDiagnosis({ address, says, detail, place, next, proofs, also, unchecked, cause }: Diagnosis): string {
  const lines = [
    `${address}: ${says}${place ? ` (${place.file}:${place.line})` : ''} [${cause}]`,
    ...(detail === undefined ? [] : [`  ${detail}`]),
    ...next.map((it) => `  -> ${it}`),
    ...proofs.flatMap(proofLines),
    ...also.map((it) => `  also: ${it}`),
    ...unchecked.map((it) => `  not checked: ${it}`),
  ];
  return `${lines.map(escapeText).join('\n')}\n`;
}

function proofLines({ side, who, says, line, places }: Proof): readonly string[] {
  const where = places.map((it) => it.label).join(', ');
  return [`  ${side} ${who}: ${says}${where === '' ? '' : ` (${where})`}`, ...(line === undefined ? [] : [`    ${line}`])];
}
