import { isIP } from 'node:net';
import { refuseControls } from '../../../client/src/net/refusal.ts';
import { lineOf, type Place } from '../../../server/src/core/text.ts';
import type { Explanation, RcptReply } from '../../../server/src/core/trace.ts';
import { explainText, originText } from '../../../server/src/features/explain.ts';
import { attempt } from '../../../server/src/workspace/attempt.ts';
import { chooseSystem } from '../chooseSystem.ts';
import { type ExitCode, jsonLine, note, refuse, wordsOf } from '../io.ts';
import { readOptions } from '../options.ts';
import { openSystems, type Parts } from '../systems.ts';

/** A stranger to every server: an address of TEST-NET-3. */
const stranger = '203.0.113.9';

/** postmaster explain: the fate of each address, one after the other as they come in. */
export async function explain(args: readonly string[], parts: Parts): Promise<ExitCode> {
  const { io } = parts;
  const read = readOptions(args, {
    root: { type: 'string' },
    config: { type: 'string' },
    client: { type: 'string', default: stranger },
    json: { type: 'boolean', default: false },
  });
  if (read.kind === 'wrong') return refuse(io, read.why);
  const { root, config, client, json } = read.values;
  if (isIP(client) === 0) return refuse(io, `--client takes an IP address, not ${client}`);
  if (read.words.length === 0) return refuse(io, 'explain needs an address, or - for addresses on standard input');
  const opened = openSystems({ root, config }, [io.cwd], parts);
  if (opened.kind === 'refused') return refuse(io, opened.why);
  const { snapshot, nameOf } = opened;
  const view = chooseSystem(snapshot, root !== undefined);
  if (typeof view === 'string') return refuse(io, view);
  const fileAndLine = (at: Place) => ({ file: nameOf(at.file), line: lineOf(snapshot.textOf(at.file), at.start) });
  const log = (message: string) => note(io, message);
  let res: ExitCode = 0;
  let wasRefused = false;
  for await (const address of wordsOf(read.words, io)) {
    const control = refuseControls(address, 'an address');
    if (control) {
      refuse(io, `${address}: ${control.why}`);
      wasRefused = true;
      continue;
    }
    // A fault of ours with one address says nothing about it, and leaves the others their answer.
    const explained = attempt(log, `explaining ${address}`, () => view.explain(address, client), {
      address,
      client,
      rcpt: { verdict: 'unknown' },
      deliveries: [],
      steps: [],
    });
    const explanation = { ...explained, rcpt: withQuestion(explained) };
    io.out(json ? jsonLine(asJson(explanation, fileAndLine)) : explainText(explanation, (at) => placeText(fileAndLine(at))));
    if (isLost(explanation)) res = 1;
  }
  return wasRefused ? 2 : res;
}

/** Refused, or taken and then brought to nobody. What the files cannot tell is no loss. */
function isLost({ rcpt: { verdict }, deliveries }: Explanation): boolean {
  if (verdict === 'unknown') return false;
  if (verdict !== 'accepted') return true;
  return 0 < deliveries.length && deliveries.every(({ outcome }) => outcome === 'bounced' || outcome === 'deferred');
}

/** A reply that is not known comes with the command that would tell: its own, or that of the last step that has one. */
function withQuestion({ rcpt, steps }: Explanation): RcptReply {
  if (rcpt.verdict !== 'unknown' || rcpt.ask !== undefined) return rcpt;
  const asks = steps.flatMap(({ because }) => (because.kind === 'unknown' ? (because.ask ?? []) : []));
  const ask = asks.at(-1);
  return ask === undefined ? rcpt : { ...rcpt, ask };
}

type FileAndLine = (at: Place) => { readonly file: string; readonly line: number };

function placeText({ file, line }: ReturnType<FileAndLine>): string {
  return `${file}:${line}`;
}

function asJson({ address, client, rcpt, deliveries, steps }: Explanation, fileAndLine: FileAndLine): object {
  const plain = steps.map(({ stage, verdict, says, because }) => {
    const why = because.kind === 'written' ? fileAndLine(because.at) : { because: originText(because, () => '') };
    return { stage, verdict, says, ...why };
  });
  return { address, client, rcpt, deliveries, steps: plain };
}
