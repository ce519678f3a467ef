import { allRules, ruleManual } from '../../../server/src/features/ruleManual.ts';
import { type ExitCode, jsonLine, refuse } from '../io.ts';
import { readOptions } from '../options.ts';
import type { Parts } from '../systems.ts';

/** postmaster rules: the list of rules, or the manual of one. */
export function rules(args: readonly string[], { io, mtas }: Parts): ExitCode {
  const read = readOptions(args, { json: { type: 'boolean', default: false } });
  if (read.kind === 'wrong') return refuse(io, read.why);
  const { json } = read.values;
  const all = allRules(mtas);
  const [id, ...others] = read.words;
  if (0 < others.length) return refuse(io, 'rules takes one RULE-ID, or none');
  const chosen = id === undefined ? all : all.filter((it) => it.id === id);
  if (chosen.length === 0) return refuse(io, `there is no rule ${id}; "postmaster rules" lists them`);
  const width = Math.max(...chosen.map((it) => it.id.length));
  for (const it of chosen) {
    const { id: name, severity, summary, source, why, examples = [] } = it;
    if (json) io.out(jsonLine({ id: name, severity, summary, source, why: why.trim(), examples }));
    else io.out(id === undefined ? `${name.padEnd(width)}  ${severity.padEnd(7)}  ${summary}\n` : ruleManual(it));
  }
  return 0;
}
