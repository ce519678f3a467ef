import type { Term, Writable } from '../../core/mta.ts';
import type { Entry } from '../../core/syntax.ts';
import { kindIn } from './names.ts';
import { verbs } from './syntax/blocks.ts';
import type { Exim } from './system.ts';
import { aclConditions, aclModifiers, driversOf, type Option, optionsOf, type Section } from './vocabulary/index.ts';
import { variableNames } from './vocabulary/variables.ts';

/** What may be written in which part of a configuration. */
export const writable: Writable<Exim> = {
  variables: variableNames,
  leads: [...verbs, 'hide'],
  settings(_, [section, block]): readonly Term[] {
    if (!section) return options('main', undefined);
    const kind = kindOf(section);
    if (kind) return block ? options(kind, driverOf(block)) : [];
    return /^acls?$/i.test(section.name.text) && block ? acl : [];
  },
  values({ names }, setting, [section]): readonly Term[] {
    const drivers = section && kindOf(section);
    if (setting === 'driver') return drivers ? driversOf(drivers).map((name) => ({ name })) : [];
    if (setting === 'verify' && !drivers) return verified;
    const kind = kindIn(setting) ?? (setting === 'acl' ? 'acl' : undefined);
    if (!kind) return [];
    return names.filter((it) => it.kind === kind && it.role === 'definition').map(({ name }) => ({ name }));
  },
};

const kinds: Readonly<Record<string, Exclude<Section, 'main'>>> = {
  router: 'routers',
  transport: 'transports',
  authenticator: 'authenticators',
};

function kindOf({ name }: Entry): Exclude<Section, 'main'> | undefined {
  return kinds[name.text.toLowerCase().replace(/s$/, '')];
}

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

const acl: readonly Term[] = [...verbs, ...aclConditions, ...aclModifiers].map((name) => ({ name }));

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
