import { expect, test } from 'vitest';
import { debianSources } from '../../../server/src/mta/exim/debian/sources.ts';
import { updateConf } from '../../../server/src/mta/exim/debian/updateConf.ts';
import { readConfiguration } from '../../../server/src/mta/exim/syntax/configuration.ts';
import type { Source } from '../../../server/src/mta/exim/syntax/reader.ts';
import { drawMarks, parseFixture } from '../fixture.ts';
import { seenIn } from './world.ts';

const confFile = '/etc/exim4/update-exim4.conf.conf';

const main = `-- /etc/exim4/conf.d/main/01_macros --
UPEX4CmacrosUPEX4C = 1
domainlist local_domains = MAIN_LOCAL_DOMAINS
-- /etc/exim4/conf.d/main/02_other.rul --
domainlist other = DCconfig_internet
-- /etc/exim4/conf.d/main/02_other --
domainlist replaced = x
-- /etc/exim4/conf.d/main/ignored.dpkg-old --
domainlist ignored = x
-- /etc/exim4/conf.d/router/00_header --
begin routers
-- /etc/exim4/conf.d/router/100_users --
users:
  driver = accept
`;

function read(source: string) {
  const { files } = parseFixture(source);
  const mention = seenIn(files);
  const matching = (pattern: string) => [...files.keys()].filter((it) => it.startsWith(pattern.slice(0, -1)));
  const sources: readonly Source[] = debianSources(updateConf.parse(confFile, files.get(confFile)!), { mention, matching });
  return { files, configuration: readConfiguration(sources, mention), sources };
}

test('the parts of a split configuration are read in the order of their names, with the macros of debconf', () => {
  const { configuration, files } = read(`-- ${confFile} --
dc_eximconfig_configtype='internet'
dc_other_hostnames='Example.com;example.org'
dc_use_split_config='true'
${main}`);
  expect(configuration.fatal).toEqual([]);
  expect(configuration.lists.map((it) => `${it.name.text} = ${it.value.text}`)).toEqual([
    'local_domains = @:localhost:example.com:example.org',
    'other = 1',
  ]);
  expect(configuration.routers.map((it) => it.name.text)).toEqual(['users']);
  const marks = configuration.lists[0]!.value.parts.flatMap(({ leaf }) =>
    leaf.kind === 'written' ? [{ ...leaf.at, text: 'made of this' }] : [],
  );
  expect(drawMarks(new Map([[confFile, files.get(confFile)!]]), marks)).toBe(`-- ${confFile} --
dc_eximconfig_configtype='internet'
dc_other_hostnames='Example.com;example.org'
                    ^^^^^^^^^^^^^^^^^^^^^^^ made of this
dc_use_split_config='true'
`);
});

test('without splitting it is the template behind the local macros', () => {
  const { configuration } = read(`-- ${confFile} --
dc_eximconfig_configtype='smarthost'
dc_relay_nets='192.0.2.0/24'
-- /etc/exim4/exim4.conf.localmacros --
MAIN_LOCAL_DOMAINS = own.example
-- /etc/exim4/exim4.conf.template --
UPEX4CmacrosUPEX4C = 1
domainlist local = MAIN_LOCAL_DOMAINS
hostlist relay = MAIN_RELAY_NETS
`);
  expect(configuration.lists.map((it) => it.value.text)).toEqual(['own.example', '192.0.2.0/24 : 127.0.0.1 : ::::1']);
});

test('a type that Debian does not know makes no macros', () => {
  const { configuration } = read(`-- ${confFile} --
dc_eximconfig_configtype='none'
dc_use_split_config='true'
${main}`);
  expect(configuration.lists[0]!.value.text).toBe('MAIN_LOCAL_DOMAINS');
});

test('answers are assignments of a shell', () => {
  const text = `# dc_a='no'
dc_a='one;two' # a comment
  dc_b="several
lines"
dc_c=bare;dc_d=x
dc_e='open
dc_f=''
`;
  const { assignments } = updateConf.parse(confFile, text);
  expect(assignments.map((it) => `${it.name.text}: ${it.value.text}`)).toEqual([
    'dc_a: one;two',
    'dc_b: several\nlines',
    'dc_c: bare',
    'dc_e: open\ndc_f=',
  ]);
  for (const { name, value } of assignments) for (const it of [name, value]) expect(text.slice(it.at.start, it.at.end)).toBe(it.text);
});
