import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdits } from '../../../server/src/core/edits.ts';
import { fixAll } from '../../../server/src/features/fixAll.ts';
import { mtas } from '../../../server/src/mta/index.ts';
import { noSettings } from '../../../server/src/workspace/settings.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';
import { parseFixture } from '../fixture.ts';
import { memoryWorld } from '../workspace/memoryWorld.ts';

const main = `-- etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
relay_domains = example.org
relay_recipient_maps = hash:/etc/postfix/relay
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
-- etc/passwd --
root:x:0:0:root:/root:/bin/sh
`;

test('makes every safe fix of a file at once, and no other', () => {
  expect(
    fixed(
      'etc/postfix/virtual',
      'info@example.net: root\nsales@example.net: root\nsales@example.net root\nall@example.net :root\nlost@example.net nobody\n',
    ),
  ).toBe('info@example.net root\nsales@example.net: root\nsales@example.net root\nall@example.net root\nlost@example.net nobody\n');
  expect(fixed('etc/postfix/relay', 'bob@example.org\nBOB@example.org\nann@example.org OK\nann@example.org\n')).toBe(
    'bob@example.org OK\nann@example.org OK\nann@example.org\n',
  );
});

test('a value that is written again is taken out, and a list of which something would be lost stays', () => {
  const head = parseFixture(main).files.get('etc/postfix/main.cf')!;
  expect(fixed('etc/postfix/main.cf', `${head}mydestination = a.example\nmydestination = a.example, b.example\n`)).toBe(
    `${head}mydestination = a.example, b.example\n`,
  );
  const two = `${head}mydestination = a.example\nmydestination = b.example\n`;
  expect(fixed('etc/postfix/main.cf', two)).toBe(two);
});

test('what would make a circle is left to somebody who looks', () => {
  const text = 'a@example.net: b@example.net\nb@example.net: a@example.net\n';
  expect(fixed('etc/postfix/virtual', text)).toBe(text);
});

const key = fc.constantFrom('a@example.net', 'A@example.net', 'b@example.net', 'example.net', 'c@example.org');
const separator = fc.constantFrom(' ', ': ', ':', ' :', '\n  ', '');
const target = fc.constantFrom('root', 'a@example.net', 'b@example.net', 'nobody', 'OK', 'x@example.com, root');
const line = fc.tuple(fc.constantFrom('', '', ' ', '# '), key, separator, target).map((it) => `${it.join('')}\n`);
const parameter = fc.constantFrom(
  'mydestination = a.example',
  'mydestination = a.example, b.example',
  '  relayhost = x',
  'relayhost =',
  'relayhost = x',
);

test('never finds more than before, and has nothing left to do the second time', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('virtual', 'relay', 'main.cf'),
      fc.array(line, { maxLength: 8 }),
      fc.array(parameter, { maxLength: 5 }),
      (name, lines, parameters) => {
        const file = `etc/postfix/${name}`;
        const text = name === 'main.cf' ? `${parseFixture(main).files.get(file)}${parameters.join('\n')}\n` : lines.join('');
        const once = fixed(file, text);
        const before = found(file, text);
        expect([...found(file, once)].filter(([rule, count]) => (before.get(rule) ?? 0) < count)).toEqual([]);
        expect(fixed(file, once)).toBe(once);
      },
    ),
    { numRuns: 60 },
  );
});

function open(file: string, text: string): Workspace {
  const files = new Map([...parseFixture(main).files, [file, text]]);
  const world = memoryWorld([...files].map(([name, content]) => [`/ws/${name}`, content]));
  const log = (message: string) => {
    throw new Error(message);
  };
  const workspace = new Workspace({ world, mtas, settings: noSettings, log });
  workspace.setFolders(['/ws']);
  return workspace;
}

function fixed(file: string, text: string): string {
  const workspace = open(file, text);
  const path = `/ws/${file}`;
  const edits = fixAll(path, workspace.snapshot(), (it) => workspace.preview(path, it));
  expect(edits.every((it) => it.at.file === path)).toBe(true);
  return applyEdits(text, edits);
}

function found(file: string, text: string): ReadonlyMap<string, number> {
  const res = new Map<string, number>();
  for (const { rule } of open(file, text).snapshot().findings()) res.set(rule, (res.get(rule) ?? 0) + 1);
  return res;
}
