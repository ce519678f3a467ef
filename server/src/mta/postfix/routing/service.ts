import type { Place } from '../../../core/text.ts';
import { wordsOf } from '../parameters.ts';
import { hasPlaceholder } from '../syntax/template.ts';
import type { Postfix } from '../system.ts';
import { builtInDefault } from '../vocabulary/index.ts';
import { switches } from '../vocabulary/switches.ts';
import { isHostname } from './address.ts';
import { unproxied } from './proxied.ts';

/** Why nobody answers on port 25 with this configuration. */
export interface NoService {
  readonly why: string;
  readonly at?: Place;
  /** The table that proxymap may not open, as proxy_read_maps would name it. */
  readonly unproxied?: string;
}

const OPENED_BY_SMTPD = [
  'virtual_alias_maps',
  'canonical_maps',
  'recipient_canonical_maps',
  'local_recipient_maps',
  'virtual_mailbox_maps',
  'relay_recipient_maps',
  'relocated_maps',
  'transport_maps',
];

/** Read as they are written, and expanded for each recipient or reply: Postfix 3.7 runs with a mistake in one of these. */
const EXPANDED_LATER = new Set([
  'command_execution_directory',
  'default_rbl_reply',
  'forward_path',
  'luser_relay',
  'mailbox_command',
  'postscreen_expansion_filter',
  'postscreen_reject_footer',
  'smtpd_expansion_filter',
  'smtpd_reject_footer',
]);

const GUARDS = ['reject_unauth_destination', 'defer_unauth_destination', 'reject', 'defer', 'defer_if_permit', 'check_relay_domains'];

/** What was found out of a system stays true: it is asked again for every address. */
const known = new WeakMap<Postfix, { readonly reason: NoService | undefined }>();

/** The first reason that is found; undefined for a configuration with which smtpd runs. Reasons asked of Postfix 3.7. */
export function noService(system: Postfix): NoService | undefined {
  const found = known.get(system) ?? { reason: whyDead(system) };
  known.set(system, found);
  return found.reason;
}

function whyDead(system: Postfix): NoService | undefined {
  const { mainCf, smtpd } = system;
  const broken = mainCf.fatal[0];
  if (broken) return { why: broken.message, at: broken.at };
  for (const { name, at } of mainCf.parameters) {
    if (EXPANDED_LATER.has(name.text)) continue;
    const value =
      builtInDefault(name.text) === undefined && name.text !== 'myhostname' && name.text !== 'mydomain'
        ? undefined
        : smtpd.value(name.text);
    if (value?.kind === 'fatal') return { why: value.why, at };
  }
  for (const name of ['myhostname', 'mydomain']) {
    const host = smtpd.text(name);
    if (!hasPlaceholder(host) && !isHostname(host))
      return { why: `${name} = ${host} is no host name`, ...place(smtpd.assignment(name)?.valueAt) };
  }
  const level = smtpd.assignment('compatibility_level');
  if (level && !/^\d+(\.\d+(\.\d+)?)?$/.test(smtpd.text('compatibility_level')))
    return { why: 'compatibility_level is no level', at: level.valueAt };
  for (const name of OPENED_BY_SMTPD) {
    const { strangers, tables } = system.mapsOf(name, smtpd);
    const stranger = strangers[0];
    if (stranger) return { why: `"${stranger.text}" in ${name} is no table: type:name is expected`, ...place(stranger.at) };
    const folder = tables.find((it) => it.state === 'directory' && it.ref.type === 'texthash');
    if (folder) return { why: `${folder.ref.name} in ${name} is a folder`, ...place(folder.ref.item.at) };
    const empty = tables.find((it) => it.ref.name === '');
    if (empty) return { why: `"${empty.ref.spec}" in ${name} has no name`, ...place(empty.ref.item.at) };
  }
  return badNumber(system) ?? badWord(system) ?? badMaster(system) ?? unguarded(system) ?? unproxied(system);
}

/** Limits and reply codes are read when a program starts: another value than a number is fatal. */
function badNumber({ mainCf, smtpd }: Postfix): NoService | undefined {
  for (const { name, valueAt } of mainCf.parameters) {
    const isRead =
      /^(message_size_limit|queue_minfree)$|^smtpd_\w+_limit$|_code$/.test(name.text) && /^\d+$/.test(builtInDefault(name.text) ?? '');
    const value = smtpd.text(name.text);
    if (isRead && !/^-?\d+$/.test(value) && !hasPlaceholder(value)) return { why: `${name.text} = ${value} is no number`, at: valueAt };
  }
  return undefined;
}

/** Words that a list may hold; with any other no program of Postfix runs. */
const WORDS: Readonly<Record<string, RegExp>> = {
  inet_interfaces: /^[\w.:%[\]-]+$/,
  inet_protocols: /^(all|ipv4|ipv6)$/i,
  mynetworks_style: /^(class|subnet|host)$/i,
};

/** A switch that is neither on nor off, a word that nobody knows, and two names where one is wanted. */
function badWord({ mainCf, smtpd }: Postfix): NoService | undefined {
  for (const { name, valueAt } of mainCf.parameters) {
    const value = smtpd.text(name.text);
    if (switches.has(name.text) && !/^(yes|no|)$/i.test(value) && !hasPlaceholder(value))
      return { why: `${name.text} = ${value} is neither yes nor no`, at: valueAt };
  }
  for (const [name, known] of Object.entries(WORDS)) {
    // The style is asked for where nobody wrote the networks themselves.
    if (name === 'mynetworks_style' && smtpd.assignment('mynetworks')) continue;
    const word = smtpd.words(name).find((it) => !known.test(it.text) && !hasPlaceholder(it.text));
    if (word) return { why: `${name} knows no "${word.text}"`, ...place(word.at) };
  }
  const second = hasPlaceholder(smtpd.text('myorigin')) ? undefined : smtpd.words('myorigin')[1];
  return second && { why: `"${second.text}" in myorigin is one name too many`, ...place(second.at) };
}

/** A master.cf that master(8) cannot read, or in which nothing listens where mail arrives. */
function badMaster({ masterCf, service }: Postfix): NoService | undefined {
  if (!masterCf) return undefined;
  const broken = masterCf.problems.find((it) => it.message.endsWith('so Postfix does not start'));
  if (broken) return { why: broken.message.replace(/, so Postfix does not start$/, ''), at: broken.at };
  const listener = service('smtp', 'inet');
  if (listener || masterCf.services.some((it) => it.type.text === 'pass' || /^\{|^\$|\{\{/.test(it.name.text))) return undefined;
  return {
    why: 'master.cf has no smtp service of the type inet, so nobody listens on port 25',
    at: masterCf.services[0]?.entry.at ?? { file: masterCf.file, start: 0, end: 0 },
  };
}

/** smtpd refuses to run where nothing in its two lists would stop strangers from relaying. */
function unguarded(system: Postfix): NoService | undefined {
  const words = ['smtpd_relay_restrictions', 'smtpd_recipient_restrictions']
    .flatMap((it) => wordsOf(it, system.smtpd))
    .map((it) => it.text);
  const classes = new Set(system.smtpd.text('smtpd_restriction_classes').split(/[\s,]+/));
  const inClasses = words.filter((it) => classes.has(it)).flatMap((it) => wordsOf(it, system.smtpd).map((word) => word.text));
  if ([...words, ...inClasses].some((it) => GUARDS.includes(it))) return undefined;
  const at =
    system.smtpd.assignment('smtpd_relay_restrictions')?.valueAt ?? system.smtpd.assignment('smtpd_recipient_restrictions')?.valueAt;
  return {
    why: 'neither smtpd_relay_restrictions nor smtpd_recipient_restrictions holds reject_unauth_destination, so smtpd does not run',
    ...place(at),
  };
}

function place(at: Place | undefined): { at?: Place } {
  return at ? { at } : {};
}
