import { expect, test } from 'vitest';
import { written } from '../../../server/src/core/sourced.ts';
import { expand } from '../../../server/src/mta/exim/expand/expand.ts';
import { tainted, variablesOf } from '../../../server/src/mta/exim/expand/variables.ts';
import { askExim, exim } from './ask.ts';
import { scopeOf } from './ourScope.ts';

/** Names of files out of what a sender wrote, in all ways in which it may lose its taint or keep it. */
const paths = [
  '$domain',
  '${lc:$domain}',
  '${quote:$domain}',
  '${rxquote:$domain}',
  '${escape:$domain}',
  '${hexquote:$domain}',
  '${local_part:$domain}',
  '${length_6:$domain}',
  '${length_0:$domain}x',
  '${substr{0}{6}{$domain}}',
  '${extract{1}{:}{$domain}}',
  '${listextract{1}{$domain}}',
  '${listquote{:}{$domain}}',
  '${sg{$domain}{x}{y}}',
  '${sg{a.test}{^a}{$original_local_part}}',
  '${tr{$domain}{x}{y}}',
  '${map{a}{$domain}}',
  '${filter{$domain}{eq{1}{1}}}',
  '${reduce{$domain}{}{$item}}',
  '${sort{$domain}{lt}{$item}}',
  '${if match{$domain}{^(.*)}{$1}}',
  '${if match_domain{$domain}{*.test}{$0}}',
  '${hash_3:$domain}',
  '${base64:$domain}',
  '${nhash_3:$domain}',
  '${strlen:$domain}',
  '${eval:${strlen:$domain}+1}',
  '${if eq{$domain}{a.test}{a.test}{b}}',
  '${if inlist{$domain}{a.test}{$value}}',
  '${lookup{$domain}lsearch{/etc/mail/domains}}',
  '${lookup{$domain}lsearch,ret=key{/etc/mail/domains}}',
  '${lookup{$domain}dsearch{/etc/mail/names}}',
];

const names = ['a.test', 'x', '0', '1', '2', '6', '7', 'YS50ZXN0'];
const files = {
  '/etc/mail/domains': 'a.test: a.test\n',
  ...Object.fromEntries(names.flatMap((it) => [`/etc/mail/names/${it}`, `/etc/mail/${it}`]).map((it) => [it, 'key: yes\n'])),
};

test('a file name that came from a sender opens no file, and one that was looked up does', async () => {
  const strings = paths.map((it) => `\${lookup{key}lsearch{/etc/mail/${it}}{found}{missed}}`);
  const routers = strings.map(
    (it, i) => `r${i}:\n  driver = redirect\n  local_parts = u${i}\n  allow_fail\n  data = :fail: told <${it}>\n`,
  );
  const site = { config: `primary_hostname = mail.example.com\nkeep_environment =\nbegin routers\n${routers.join('')}`, files };
  const addresses = strings.map((_, i) => `u${i}@a.test`);
  const [ran] = await askExim(site, [['/bin/sh', '-c', 'exec "$@" 2>/dev/null', 'sh', exim, '-bt', ...addresses]]);
  const lines = ran!.output.split('\n');
  const theirs = addresses.map((it) => /told <(\w+)>/.exec(lines.find((line) => line.startsWith(it)) ?? '')?.[1] ?? 'failed');
  const { tables } = scopeOf(site);
  const ours = strings.map((text, i) => {
    const variable = variablesOf({ domain: tainted('a.test'), original_local_part: tainted(`u${i}`) });
    const res = expand(written(text, { file: 'it', start: 0, end: text.length }), { variable, list: () => undefined, tables });
    return res.kind === 'value' ? res.value.text : 'failed';
  });
  expect(paths.map((it, i) => `${it} ${ours[i]}`)).toEqual(paths.map((it, i) => `${it} ${theirs[i]}`));
  expect(new Set(theirs)).toEqual(new Set(['failed', 'found']));
});
