import type { Mta } from '../../core/mta.ts';
import { modelPostfix } from './model.ts';
import { explain, follow, reply } from './routing/index.ts';
import { rules } from './rules/index.ts';
import { type MainCf, mainCf } from './syntax/mainCf.ts';
import { masterCf } from './syntax/masterCf.ts';
import type { Postfix } from './system.ts';
import { otherReleases, release, vocabulary } from './vocabulary/index.ts';
import { writable } from './writable.ts';

export const postfix: Mta<Postfix> = {
  id: 'postfix',
  name: 'Postfix',
  vocabulary,
  release,
  otherReleases,
  rules,
  writable,
  recognize(path) {
    if (isMainCf(path)) return mainCf;
    return /(^|\/)master\.cf(\.(j2|tmpl|in|erb|dist))?$/.test(path) ? masterCf : undefined;
  },
  beginning: mainCf,
  begins: isMainCf,
  model: (root, surroundings) => modelPostfix(root as MainCf, surroundings),
  explain,
  reply,
  follow,
};

function isMainCf(path: string): boolean {
  return /(^|\/)main\.cf(\.(j2|tmpl|in|erb))?$/.test(path);
}
