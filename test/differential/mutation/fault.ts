import type { PostfixSite } from '../postfix/answers.ts';
import type { Deployment } from './deployment.ts';

/** A kind of mistake that people make, as something to do to a deployment. */
export interface Fault {
  /** A noun phrase: "a typo in the target of an alias". */
  readonly kind: string;
  /** Who makes it and when; one sentence. */
  readonly made: string;
  /** Every place where it fits, one change each. */
  apply(deployment: Deployment): Iterable<Change>;
  /** Why files may not show it; counts only where nothing names the dead address any more. */
  readonly mayVanish?: string;
}

export interface Change extends Pick<PostfixSite, 'skipCompile' | 'changedSince'> {
  /** In a few words. */
  readonly what: string;
  /** The files that are other than before; undefined: the file is gone. */
  readonly files: Readonly<Record<string, string | undefined>>;
  /** Why files cannot show it, whatever they name. */
  readonly invisible?: string;
  /** Lines to blame that did not change, by a piece of them. */
  readonly faulty?: readonly { readonly file: string; readonly piece: string }[];
}

/** A deployment with one fault. */
export interface Mutant {
  readonly id: string;
  readonly fault: Fault;
  readonly deployment: Deployment;
  readonly change: Change;
  readonly site: PostfixSite;
}

export function mutantOf(fault: Fault, deployment: Deployment, change: Change, number: number): Mutant {
  const files = { ...deployment.site.files, ...change.files };
  const kept = Object.entries(files).filter((it): it is [string, string] => it[1] !== undefined);
  const { changedSince, skipCompile } = change;
  const site = {
    ...deployment.site,
    files: Object.fromEntries(kept),
    ...(changedSince && { changedSince }),
    ...(skipCompile && { skipCompile }),
  };
  return { id: `${deployment.name}/${fault.kind}/${number}`, fault, deployment, change, site };
}
