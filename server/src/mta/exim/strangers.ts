import type { Item } from '../../core/sourced.ts';
import type { Place } from '../../core/text.ts';
import { nearName } from '../../formats/nearName.ts';
import { driverFlaws } from './driverFlaws.ts';
import { repeats } from './repeats.ts';
import type { Driver } from './syntax/blocks.ts';
import type { Configuration } from './syntax/configuration.ts';
import { aclConditions, aclModifiers, driversOf, elsewhere, gone, optionsOf, type Section, vocabulary } from './vocabulary/index.ts';

/** An option, or a condition of an ACL, that Exim does not know: it does not run with one. */
export interface Stranger {
  readonly name: Item;
  readonly at: Place;
  /** Such as `main option primary_hostnam`; with the release that knows it, `main option acl_smtp_wellknown, which came with 4.98`. */
  readonly what: string;
  /** What was meant, by the looks of it. */
  readonly near: string | undefined;
  /** False for what is like no option that we know: it may be known to another release or another build. */
  readonly isCertain: boolean;
  /** True for a name that another release or another build knows. */
  readonly isElsewhere: boolean;
}

/** Beginnings of options that only some builds or newer releases have. Source: src/EDITME of Exim. */
const OPTIONAL =
  /^(arc|av|bmi|brightmail|chunking|dane|dcc|dkim|dmarc|dns|dscp|dsn|event|gnutls|gsasl|heimdal|hosts|ibase|ldap|limits|mysql|oracle|openssl|perl|pgsql|pipelining|prdr|proxy|queue|radius|redis|smtp|socks|spamd?|spf|sqlite|srs|tcp|tls|utf8)_/;

/** Source: readconf_handle_option() of readconf.c, "option ... unknown"; asked of Exim 4.96. */
export function* strangers({ main, routers, transports, authenticators, acls }: Configuration): Generator<Stranger> {
  for (const { name, at } of main) {
    const known = optionsOf('main');
    if (!known.has(name.text)) yield stranger('main', name, at, `main option ${name.text}`, known.keys());
  }
  for (const it of routers) yield* ofDriver(it, 'routers');
  for (const it of transports) yield* ofDriver(it, 'transports');
  for (const it of authenticators) yield* ofDriver(it, 'authenticators');
  for (const { statements } of acls)
    for (const { conditions } of statements)
      for (const { name, at } of conditions)
        if (!aclConditions.has(name.text) && !aclModifiers.has(name.text))
          yield stranger('acl', name, at, `condition ${name.text} in ACLs`, [...aclConditions, ...aclModifiers]);
}

/** The first statement with which Exim does not run. */
export function flawOf(configuration: Configuration): { readonly message: string; readonly at: Place } | undefined {
  const [fatal] = configuration.fatal;
  if (fatal) return fatal;
  for (const { at, name, what, isCertain, isElsewhere } of strangers(configuration))
    if (isCertain || !(isElsewhere || OPTIONAL.test(name.text))) return { message: `Exim has no ${what}`, at };
  for (const { again, message } of repeats(configuration)) return { message, at: again.at };
  for (const { at, what } of driverFlaws(configuration)) return { message: what, at };
  return undefined;
}

/** A driver that is not known brings options that are not known. */
function* ofDriver({ driver, settings }: Driver, section: Exclude<Section, 'main'>): Generator<Stranger> {
  if (driver === undefined || !driversOf(section).includes(driver)) return;
  const known = optionsOf(section, driver);
  for (const { name, at } of settings)
    if (!known.has(name.text)) yield stranger(section, name, at, `option ${name.text} for ${driver} ${section}`, known.keys());
}

function stranger(section: Section | 'acl', name: Item, at: Place, what: string, known: Iterable<string>): Stranger {
  const other = elsewhere(section, name.text);
  const place = name.at ?? at;
  if (other !== undefined)
    return { name, at: place, what: `${what}, ${other}`, near: undefined, isCertain: other === gone, isElsewhere: other !== gone };
  const near = nearName(name.text, known);
  return { name, at: place, what, near, isCertain: near !== undefined || vocabulary().has(name.text), isElsewhere: false };
}
