import type { Mta } from '../../core/mta.ts';
import { release, vocabulary } from './defaults.ts';
import { modelDovecot } from './model.ts';
import { explain, follow, reply } from './routing/index.ts';
import { rules } from './rules/index.ts';
import { type DovecotConf, dovecotConf } from './syntax/dovecotConf.ts';
import type { Dovecot } from './system.ts';
import { writable } from './writable.ts';

export const dovecot: Mta<Dovecot> = {
  id: 'dovecot',
  name: 'Dovecot',
  vocabulary,
  release,
  rules,
  writable,
  recognize: (path) => (isRoot(path) ? dovecotConf : undefined),
  beginning: dovecotConf,
  begins: isRoot,
  model: (root, surroundings) => modelDovecot(root as DovecotConf, surroundings),
  explain,
  reply,
  follow,
};

function isRoot(path: string): boolean {
  return /(^|\/)dovecot\.conf(\.(j2|tmpl|in|erb))?$/.test(path);
}
