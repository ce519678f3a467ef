import process from 'node:process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readConfiguration } from '../../../server/src/mta/exim/syntax/configuration.ts';
import { eximConf } from '../../../server/src/mta/exim/syntax/eximConf.ts';
import { askExim, exim } from './ask.ts';
import { type RandomConfiguration, randomConfiguration } from './randomConfiguration.ts';

/** SEED asks about others. */
const seed = Number(process.env['SEED'] ?? 1);
const count = 200;

test(`${count} made-up configurations are read as Exim reads them`, async () => {
  const all = fc.sample(randomConfiguration(), { numRuns: count, seed });
  const files = Object.fromEntries(
    all.flatMap(({ text, included }, i) => [
      [`/etc/c/${i}/conf`, text],
      [`/etc/c/${i}/included`, included],
    ]),
  );
  const ran = await askExim(
    { files },
    all.map((_, i) => ['/bin/sh', '-c', `${exim} -C /etc/c/${i}/conf -bV 2>&1 && exec ${exim} -C /etc/c/${i}/conf -bP ${asked}; exit 9`]),
  );
  const differing = all.flatMap((it, i) => {
    const theirs = ran[i]!.status === 9 ? 'does not run' : listsIn(ran[i]!.output);
    const ours = read(it, `/etc/c/${i}`);
    return JSON.stringify(ours) === JSON.stringify(theirs) ? [] : [{ ...it, theirs, ours }];
  });
  expect(differing).toEqual([]);
  expect(ran.filter((it) => it.status !== 9).length).toBeGreaterThan(count / 4);
});

const asked = ['d', 'i'].flatMap((letter) => Array.from({ length: 40 }, (_, n) => `+${letter}${n + 1}`)).join(' ');

function listsIn(printed: string): readonly string[] {
  return [...printed.matchAll(/^domainlist (\w+) = (.*)$/gm)].map(([, name, value]) => `${name} = ${value}`);
}

function read({ text, included }: RandomConfiguration, folder: string): readonly string[] | string {
  const file = eximConf.parse(`${folder}/conf`, text);
  const configuration = readConfiguration([{ file, path: `${folder}/conf` }], ({ path, format }) =>
    path === `${folder}/included` && format
      ? { kind: 'file', file: format.parse(path, included), modified: 0 }
      : { kind: 'absent', expected: path },
  );
  const unknown = configuration.main.some((it) => it.name.text !== 'accept_8bitmime');
  const twice = 1 < configuration.main.length;
  if (0 < configuration.fatal.length || unknown || twice) return 'does not run';
  const order = asked.split(' ').map((it) => it.slice(1));
  const lists = [...configuration.lists].sort((a, b) => order.indexOf(a.name.text) - order.indexOf(b.name.text));
  return lists.map((it) => `${it.name.text} = ${it.hidden ? '<value not displayable>' : it.value.text}`);
}
