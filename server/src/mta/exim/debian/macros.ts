import { builtIn, joined, type Sourced, written } from '../../../core/sourced.ts';
import type { Word } from '../../../core/syntax.ts';
import type { UpdateConf } from './updateConf.ts';

/** What the macros need that does not stand in update-exim4.conf.conf. */
export interface DebianHost {
  /** The first word of /etc/mailname, where it can be seen. */
  readonly mailname: Word | undefined;
}

/** Whatever begins with a capital letter becomes a macro of its own, with the quotes around its value turned into underscores. */
const CAPITAL = /^[A-Z]/;

/**
 * The lines that update-exim4.conf(8) puts behind the line UPEX4CmacrosUPEX4C: three for each macro, so that one that is
 * defined already stays as it is. None for a configuration type that it does not know. Asked of exim4-config 4.96-15.
 */
export function macroLines(conf: UpdateConf, host: DebianHost): readonly Sourced[] {
  const value = (name: string) => conf.assignments.findLast((it) => it.name.text === name)?.value;
  const text = (name: string) => value(name)?.text ?? '';
  const type = text('dc_eximconfig_configtype').toLowerCase();
  if (!['internet', 'smarthost', 'satellite', 'local'].includes(type)) return [];
  const lines: Sourced[] = [];
  const define = (name: string, content: Sourced) => {
    const made = (it: string) => builtIn(it, 'update-exim4.conf');
    lines.push(made(`.ifndef ${name}`), joined([made(`${name}=`), content]), made('.endif'));
  };
  const asWritten = (name: string) => cleaned(value(name));
  if (text('dc_local_interfaces') !== '') define('MAIN_LOCAL_INTERFACES', withSeparator(asWritten('dc_local_interfaces')));
  if (text('dc_minimaldns') === 'true') define('DC_minimaldns', builtIn('1', 'dc_minimaldns'));
  const hides = ['smarthost', 'satellite'].includes(type) && text('dc_hide_mailname') === 'true' && text('dc_readhost') !== '';
  if (hides) define('HIDE_MAILNAME', builtIn('1', 'dc_hide_mailname'));
  define('MAIN_PACKAGE_VERSION', builtIn('4.96', 'update-exim4.conf'));
  define('MAIN_LOCAL_DOMAINS', localDomains(value('dc_other_hostnames')));
  define('MAIN_RELAY_TO_DOMAINS', withSeparator(asWritten('dc_relay_domains')));
  define('ETC_MAILNAME', cleaned(host.mailname));
  define('LOCAL_DELIVERY', text('dc_localdelivery') === '' ? builtIn('mail_spool', 'dc_localdelivery') : asWritten('dc_localdelivery'));
  define('MAIN_RELAY_NETS', relayNetworks(withSeparator(asWritten('dc_relay_nets'))));
  define('DCreadhost', asWritten('dc_readhost'));
  define('DCsmarthost', replaced(asWritten('dc_smarthost'), ';', ':'));
  define('DC_eximconfig_configtype', asWritten('dc_eximconfig_configtype'));
  define(`DCconfig_${type}`, builtIn('1', 'dc_eximconfig_configtype'));
  for (const { name } of conf.assignments)
    if (CAPITAL.test(name.text) && name.text !== 'CFILEMODE') define(name.text, cleaned(rawValue(conf, name)));
  return lines;
}

/** All that stands behind the equals sign. */
function rawValue({ file, text }: UpdateConf, name: Word): Word {
  const start = name.at.end + 1;
  const raw = /^[^\n]*/.exec(text.slice(start))![0].trimEnd();
  return { text: raw, at: { file, start, end: start + raw.length } };
}

/** In lower case, on one line, and an underscore for every letter that no host name and no list has. */
function cleaned(word: Word | undefined): Sourced {
  if (!word) return { text: '', parts: [] };
  return respelled(written(word.text, word.at), (it) =>
    it
      .toLowerCase()
      .replace(/\s/g, ' ')
      .replace(/[^-0-9a-z/.!*@_~:;< [\]]/g, '_'),
  );
}

/** The same letters at the same places, spelled otherwise. */
function respelled(source: Sourced, spell: (text: string) => string): Sourced {
  return { text: spell(source.text), parts: source.parts };
}

function replaced(source: Sourced, from: string, to: string): Sourced {
  return respelled(source, (it) => it.replaceAll(from, to));
}

/** A semicolon in a list changes its separator. */
function withSeparator(list: Sourced): Sourced {
  return list.text.includes(';') && !list.text.startsWith('<') ? joined([builtIn('<; ', 'update-exim4.conf'), list]) : list;
}

/** The host itself and localhost come first; blanks and separators at the end go. */
function localDomains(word: Word | undefined): Sourced {
  const names = replaced(cleaned(word), ';', ':');
  const kept = /^(.*?)[:; ]*$/s.exec(names.text)![1]!;
  const own = builtIn(kept === '' ? '@:localhost' : '@:localhost:', 'update-exim4.conf');
  return joined([own, { text: kept, parts: names.parts.map((it) => ({ ...it, length: kept.length })) }]);
}

function relayNetworks(list: Sourced): Sourced {
  const loopback = list.text.startsWith('<;') ? ' ; 127.0.0.1 ; ::1' : ' : 127.0.0.1 : ::::1';
  return joined([list, builtIn(loopback, 'update-exim4.conf')]);
}
