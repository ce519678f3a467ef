import type { Listener } from '../../core/system.ts';
import type { Section } from './syntax/dovecotConf.ts';

/**
 * The sockets of `service lmtp`: what `unix_listener` and `inet_listener` name, and the one that is built in. A later block of the same
 * name adds to an earlier one. Source: `doveconf -d` of Dovecot 2.3.19.
 */
export function listenersOf(sections: readonly Section[], baseDir = ''): readonly Listener[] {
  const byName = new Map<string, { readonly section: Section; readonly values: Map<string, string> }>();
  for (const section of sections) {
    const name = `${section.name.text} ${section.label?.text ?? ''}`;
    const known = byName.get(name) ?? { section, values: new Map() };
    byName.set(name, known);
    for (const it of section.body) if (it.kind === 'setting') known.values.set(it.name.text, it.value.text);
  }
  const all = [...byName.values()].flatMap(({ section, values }): readonly Listener[] => {
    const at = section.label?.at ?? section.name.at;
    const label = section.label?.text ?? '';
    if (section.name.text === 'unix_listener') {
      const isOff = /^0+$/.test(values.get('mode') ?? '0666');
      return isOff || label === '' ? [] : [{ endpoint: { kind: 'unix', path: label.startsWith('/') ? label : `${baseDir}/${label}` }, at }];
    }
    const port = Number(values.get('port') ?? 0);
    if (section.name.text !== 'inet_listener' || !(0 < port)) return [];
    // No address, or *, is every one of the host.
    const hosts = (values.get('address') ?? '*').split(/[\s,]+/).map((it) => it.replace(/^\[|\]$/g, ''));
    return hosts.map((host) => ({ endpoint: { kind: 'inet', host, port }, at }));
  });
  return byName.has('unix_listener lmtp') ? all : [...all, { endpoint: { kind: 'unix', path: `${baseDir}/lmtp` } }];
}
