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
  settings(_, [section, block]): readonly Term[] {
    if (!section) return options('main', undefined);
    const kind = kinds[section.name.text.toLowerCase().replace(/s$/, '')];
    if (kind) return block ? options(kind, driverOf(block)) : [];
    return /^acls?$/i.test(section.name.text) && block ? acl : [];
  },
  values({ names }, setting): readonly Term[] {
    if (setting === 'driver') return [...new Set(Object.values(kinds).flatMap(driversOf))].map((name) => ({ name }));
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
