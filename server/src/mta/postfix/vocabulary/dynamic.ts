import facts from './parameters.json' with { type: 'json' };

/** What this file needs of an entry in master.cf. */
export interface ServiceName {
  readonly name: string;
  /** The program that runs it, such as smtp or pipe; where it is not known, any is taken to fit. */
  readonly program?: string | undefined;
}

interface Suffix {
  readonly text: string;
  readonly default: string;
  readonly programs: readonly string[];
}

const suffixes: readonly Suffix[] = Object.entries(facts.suffixes)
  .map(([text, it]) => ({ text, default: it.default, programs: it.programs.split(' ') }))
  .sort((a, b) => b.text.length - a.text.length);

/** The services of the stock master.cf whose names make parameters. */
export const stockServices: readonly ServiceName[] = Object.entries(facts.stock).map(([name, program]) => ({ name, program }));

/** True for a parameter that exists because a service in master.cf has its name, such as `relay_destination_recipient_limit`. */
export function isPerServiceName(name: string, services: Iterable<ServiceName>): boolean {
  return perServiceDefault(name, services) !== undefined;
}

/**
 * The default of a parameter that is made from a service's name; undefined where no such service is there.
 * The rules are those of pcf_register_service_parameters() in postconf_service.c: delivery agents give their names
 * to sixteen suffixes, pipe to one more, spawn to `_time_limit` only.
 */
export function perServiceDefault(name: string, services: Iterable<ServiceName>): string | undefined {
  const fitting = suffixes.filter((it) => name.endsWith(it.text));
  if (fitting.length === 0) return undefined;
  for (const service of services) {
    const own = fitting.find((it) => name === service.name + it.text);
    if (own && (service.program === undefined || own.programs.includes(service.program))) return own.default;
  }
  return undefined;
}

/** The service that a parameter's name would need in master.cf, for a message about a name that has none. */
export function serviceNeededBy(name: string): string | undefined {
  const suffix = suffixes.find((it) => name.endsWith(it.text) && it.text.length < name.length);
  return suffix && name.slice(0, -suffix.text.length);
}

/** The names that a service adds to the vocabulary. */
export function namesOfService(service: ServiceName): readonly string[] {
  const { name, program } = service;
  return suffixes.filter((it) => program === undefined || it.programs.includes(program)).map((it) => name + it.text);
}
