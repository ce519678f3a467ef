import type { Term, Writable } from '../../core/mta.ts';
import { namesService, takesClasses } from './names.ts';
import type { Postfix } from './system.ts';
import { tableTypes } from './vocabulary/index.ts';
import { restrictionNames } from './vocabulary/restrictions.ts';

/** What may be written in main.cf and master.cf besides parameters. */
export const writable: Writable<Postfix> = {
  continuesIndented: true,
  tables: [...tableTypes.values()].map(({ name, summary }) => ({ name: `${name}:`, summary })),
  values({ masterCf, parameters }, setting): readonly Term[] {
    const classes = parameters
      .words('smtpd_restriction_classes')
      .map(({ text }) => ({ name: text, summary: 'A class of restrictions of this server' }));
    if (takesClasses(setting) || classes.some((it) => it.name === setting)) return [...classes, ...restrictions];
    const services = masterCf?.services.filter((it) => it.type.text === 'unix') ?? [];
    return namesService(setting)
      ? services.map(({ name, command }) => ({ name: name.text, summary: `A service of ${command?.text ?? 'master.cf'}` }))
      : [];
  },
};

const restrictions: readonly Term[] = [...restrictionNames].map((name) => ({ name }));
