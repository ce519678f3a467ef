import { perServiceDefault, stockServices } from './dynamic.ts';
import facts from './parameters.json' with { type: 'json' };

/** The release of Postfix that was asked for the names and defaults. */
export const askedVersion: string = facts.version;

/** The built-in parameters that are constants, with their defaults as `postconf -d` prints them: no variable expanded. */
export const constants: ReadonlyMap<string, string> = new Map(Object.entries(facts.parameters));

/**
 * The parameters whose built-in value Postfix works out on the machine it runs on, and from what.
 * Only `postconf -d NAME` on that machine can tell the value.
 */
export const fromMachine: ReadonlyMap<string, string> = new Map(Object.entries(facts.machine));

/**
 * Constants that whoever built Postfix may have chosen otherwise: `#ifndef DEF_…` in mail_params.h, or taken from
 * sys_defs.h. The values here are those of Debian.
 */
export const setByBuild: ReadonlySet<string> = new Set([
  ...['alias_database', 'alias_maps', 'default_database_type', 'inet_protocols', 'mailbox_delivery_lock', 'mail_spool_directory'],
  ...['command_directory', 'config_directory', 'daemon_directory', 'data_directory', 'html_directory', 'manpage_directory'],
  ...['meta_directory', 'process_id_directory', 'queue_directory', 'readme_directory', 'sample_directory', 'shlib_directory'],
  ...['mailq_path', 'newaliases_path', 'openssl_path', 'sendmail_path', 'syslog_facility', 'tls_random_source'],
  ...['lmtp_sasl_type', 'smtp_sasl_type', 'smtpd_sasl_type'],
]);

const since: ReadonlyMap<string, string> = new Map(Object.entries(facts.since));

/** The release that brought a parameter, such as 2.10; undefined for those older than the manual says and those put into old releases too. */
export function sinceOf(name: string): string | undefined {
  return since.get(name);
}

/**
 * The built-in value of a parameter as `postconf -d` prints it, with `$name` unexpanded. With a compatibility level, a
 * default that depends on the level is the branch that the level takes; without one, or with one that Postfix could not
 * read either, it stays the whole `${{$compatibility_level} …}`. Undefined for unknown names and for those of `fromMachine`.
 */
export function builtInDefault(name: string, compatibilityLevel?: string): string | undefined {
  const raw = constants.get(name) ?? perServiceDefault(name, stockServices);
  return raw === undefined || compatibilityLevel === undefined ? raw : atLevel(raw, compatibilityLevel);
}

/** True where the default depends on compatibility_level. */
export function dependsOnLevel(name: string): boolean {
  return byLevel.test(constants.get(name) ?? '');
}

// All such defaults of Postfix 3.7 have this one form; a test keeps it so.
const byLevel = /^\$\{\{\$compatibility_level\} <level \{([\d.]+)\} \? \{([^{}]*)\} : \{([^{}]*)\}\}$/;

function atLevel(raw: string, level: string): string {
  const [, limit = '', below = '', otherwise = ''] = byLevel.exec(raw) ?? [];
  const [given, needed] = [readLevel(level), readLevel(limit)];
  if (given === undefined || needed === undefined) return raw;
  return given < needed ? below : otherwise;
}

/** major.minor.patch as one number, as compat_level_from_string() reads it; the later parts may be absent. */
function readLevel(text: string): number | undefined {
  const [, major, minor = '0', patch = '0'] = /^(\d+)(?:\.(\d+)(?:\.(\d+))?)?$/.exec(text.trim()) ?? [];
  if (major === undefined) return undefined;
  return (Number(major) * 4096 + Number(minor)) * 4096 + Number(patch);
}
