import { askInTurn } from './ask.ts';
import { type Deployment, unknownElsewhere } from './deployment.ts';
import type { Judged } from './draw.ts';
import type { Mutant } from './fault.ts';
import { judge } from './judge.ts';
import type { SiteAnswers } from './worker.ts';

export interface Trial {
  readonly deployment: Deployment;
  /** What the server says before anything is wrong. */
  readonly before: SiteAnswers;
  readonly judged: readonly Judged[];
}

/** Asks the real server about a deployment and all its mutants, and judges them. */
export async function tryMutants(deployment: Deployment, mutants: readonly Mutant[]): Promise<Trial> {
  const texts = mutants.flatMap(({ site }) => [...Object.values(site.files), ...Object.values(site.changedSince ?? {})]);
  const sinkReject = unknownElsewhere(deployment, [...texts, ...Object.values(deployment.site.files)]);
  const sites = [{ ...deployment.site, sinkReject }, ...mutants.map((it) => it.site)];
  const [before, ...answers] = await askInTurn(sites, deployment.addresses);
  if (!before) throw new Error('nothing was answered');
  const judged = mutants.map((mutant, i): Judged => {
    const after = answers[i]!;
    return { mutant, before, after, verdict: judge(mutant, before, after) };
  });
  return { deployment, before, judged };
}
