import type { Mta } from '../../core/mta.ts';
import { updateConf } from './debian/updateConf.ts';
import { explain, follow, reply } from './explain.ts';
import { modelExim } from './model.ts';
import { rules } from './rules/index.ts';
import { eximConf } from './syntax/eximConf.ts';
import type { Exim } from './system.ts';
import { release, vocabulary } from './vocabulary/index.ts';
import { writable } from './writable.ts';

export const exim: Mta<Exim> = {
  id: 'exim',
  name: 'Exim',
  vocabulary: vocabulary(),
  release,
  rules,
  writable,
  recognize: (path) => (isAnswers(path) ? updateConf : isConfiguration(path) ? eximConf : undefined),
  begins: (path) => isAnswers(path) || (isConfiguration(path) && !path.includes('.template')),
  model: modelExim,
  explain,
  reply,
  follow,
};

/** What Debian's questions were answered with: out of it and of the files beside it update-exim4.conf makes the configuration. */
function isAnswers(path: string): boolean {
  return /(^|\/)update-exim4\.conf\.conf$/.test(path);
}

/** /etc/exim4/exim4.conf, /etc/exim/exim.conf, /usr/local/exim/configure and the like. */
function isConfiguration(path: string): boolean {
  return /(^|\/)(exim4?\.conf|exim4?\.conf\.template|exim\/configure)(\.(j2|tmpl|in|erb))?$/.test(path);
}
