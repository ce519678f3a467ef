import type { Mta } from '../../core/mta.ts';
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
  recognize: (path) => (isConfiguration(path) ? eximConf : undefined),
  begins: isConfiguration,
  model: modelExim,
  explain,
  reply,
  follow,
};

/** /etc/exim4/exim4.conf, /etc/exim/exim.conf, /usr/local/exim/configure and the like. */
function isConfiguration(path: string): boolean {
  return /(^|\/)(exim4?\.conf|exim4?\.conf\.template|exim\/configure)(\.(j2|tmpl|in|erb))?$/.test(path);
}
