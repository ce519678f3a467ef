import type { Term, Writable } from '../../core/mta.ts';
import type { Entry } from '../../core/syntax.ts';
import { answers } from './debian/answers.ts';
import { updateConf } from './debian/updateConf.ts';
import { kindIn } from './names.ts';
import { type Acl, type Driver, verbs } from './syntax/blocks.ts';
import type { Exim } from './system.ts';
import { aclControls, aclWords } from './vocabulary/acl.ts';
import { driversOf, type Option, optionsOf, type Section } from './vocabulary/index.ts';
import { variableNames } from './vocabulary/variables.ts';

/** What may be written in which part of a configuration. */
export const writable: Writable<Exim> = {
  variables: variableNames,
  leads: [...verbs, 'hide'],
  settings(system, sections): readonly Term[] {
    const [section, block] = fromSection(system, sections);
    if (section === undefined)
      return [...(system.files.some(({ format }) => format === updateConf.id) ? answers : []), ...options('main', undefined)];
    if (section === 'acl') return block ? aclWords : [];
    return section !== 'other' && block ? options(section, driverOf(block)) : [];
  },
  values(system, setting, sections): readonly Term[] {
    const [section] = fromSection(system, sections);
    const isDriver = section === 'routers' || section === 'transports' || section === 'authenticators';
    if (setting === 'driver') return isDriver ? driversOf(section).map((name) => ({ name })) : [];
    if (setting === 'verify' && section === 'acl') return verified;
    if (setting === 'control' && section === 'acl') return aclControls;
    const kind = kindIn(setting) ?? (setting === 'acl' ? 'acl' : undefined);
    if (!kind) return [];
    return system.names.filter((it) => it.kind === kind && it.role === 'definition').map(({ name }) => ({ name }));
  },
};

/** The part of the configuration around a place, and the router or the like in it. A file that is put behind another one may begin with a block. */
function fromSection(
  { configuration }: Exim,
  [first, second]: readonly Entry[],
): readonly [section?: Exclude<Section, 'main'> | 'acl' | 'other', block?: Entry | undefined] {
  if (!first) return [];
  const name = first.name.text.toLowerCase();
  const section = sections.find((it) => it === name || it === `${name}s`);
  if (section) return [section, second];
  const isHere = ({ name: { at } }: Driver | Acl) => at?.file === first.name.at.file && at.start === first.name.at.start;
  const own = sections.find((it) => (it === 'acl' ? configuration.acls : configuration[it]).some(isHere));
  return own ? [own, first] : ['other', second];
}

const sections = ['routers', 'transports', 'authenticators', 'acl'] as const;

/** What an ACL may verify. Source: verify_type_list of acl.c, Exim 4.96. */
const verified: readonly Term[] = [
  'arc',
  'certificate',
  'csa',
  'header_names_ascii',
  'header_sender',
  'header_syntax',
  'helo',
  'not_blind',
  'recipient',
  'reverse_host_lookup',
  'sender',
].map((name) => ({ name }));

/** Those of all drivers and of the one that is named already; of every driver where none is. */
function options(section: Section, driver: string | undefined): readonly Term[] {
  if (section === 'main') return [...optionsOf('main').values()].map(term);
  const drivers = driver === undefined ? driversOf(section) : [driver];
  const all = drivers.flatMap((it) => [...optionsOf(section, it).values()]);
  return [{ name: 'driver' }, ...all.map(term)];
}

function driverOf({ body }: Entry): string | undefined {
  return body.find((it) => it.name.text === 'driver')?.values[0]?.text;
}

function term({ name, default: builtIn, summary }: Option): Term {
  return { name, ...(builtIn === undefined ? {} : { default: builtIn }), ...(summary === undefined ? {} : { summary }) };
}
