import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { plainMainCf, writeSite } from './sites.ts';
import { findingsOf, findingsWith } from './window.ts';

// What a folder may hold besides text. Each site also has a misspelt user, by which the rest is seen to be read.

const misspelt = 'webmaster: jnae\n';
const found = 'Warning aliases/dangling-target "jnae"';

/** A table that says nothing of recipients, so that the rest can be judged without it. */
const senders = '/etc/postfix/senders';
const withSenders = `${plainMainCf}sender_canonical_maps = hash:${senders}\n`;

describe('a file that is no plain text', () => {
  it('may have the line ends of Windows, and squiggles stay on their words', async () => {
    const [mainCf, aliases] = [plainMainCf, `# who\n${misspelt}`].map((it) => it.replaceAll('\n', '\r\n'));
    const at = writeSite('windows', { '/etc/postfix/main.cf': mainCf!, '/etc/aliases': aliases! });
    assert.deepEqual(await findingsWith(at('/etc/aliases'), 'aliases/dangling-target'), [found]);
  });

  it('may begin with a byte order mark, which is said, and squiggles stay on their words', async () => {
    const at = writeSite('marked', {
      '/etc/postfix/main.cf': `\ufeff# main.cf\n${plainMainCf}`,
      '/etc/aliases': `\ufeff${misspelt}info: nico\n`,
    });
    const inAliases = await findingsWith(at('/etc/aliases'), 'aliases/dangling-target');
    assert.deepEqual(inAliases, ['Warning files/syntax ""', found, 'Warning aliases/dangling-target "nico"']);
    await findingsWith(at('/etc/postfix/main.cf'), 'files/syntax');
  });

  it('may be Latin-1, which is said, and squiggles stay on their words', async () => {
    const at = writeSite('latin', { '/etc/aliases': Buffer.from(`# f\u00fcr M\u00fcller\n${misspelt}`, 'latin1') });
    const inAliases = await findingsWith(at('/etc/aliases'), 'aliases/dangling-target');
    assert.deepEqual(inAliases, ['Hint files/encoding "\ufffd"', found]);
  });

  it('may be binary, which the word that names it says', async () => {
    const at = writeSite('binary', {
      '/etc/postfix/main.cf': withSenders,
      [senders]: Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 1, 2, 3, 0, 255]),
      '/etc/aliases': misspelt,
    });
    await isNamed(at);
  });

  it('may be a folder, which the word that names it says', async () => {
    const at = writeSite('folder', { '/etc/postfix/main.cf': withSenders, '/etc/aliases': misspelt });
    mkdirSync(at(senders).fsPath);
    await isNamed(at);
  });

  it('may be a link to itself, which the word that names it says', async () => {
    const at = writeSite('circle', { '/etc/postfix/main.cf': withSenders, '/etc/aliases': misspelt });
    symlinkSync('senders', at(senders).fsPath);
    await isNamed(at);
  });

  it('may be a folder that leads back to itself', async () => {
    const at = writeSite('spiral', { '/etc/aliases': misspelt });
    symlinkSync('..', at('/etc/postfix/again').fsPath);
    assert.deepEqual(await findingsWith(at('/etc/aliases'), 'aliases/dangling-target'), [found]);
  });

  it('may be a table of 50 MB', async () => {
    const line = 'somebody.with.a.long.name@example.org   shop.example/somebody/\n';
    const rows = Array.from(
      { length: Math.ceil((50 * 1024 * 1024) / (line.length + 7)) },
      (_, row) => `${String(row).padStart(7, '0')}${line}`,
    );
    const at = writeSite('large', {
      '/etc/postfix/main.cf': `${plainMainCf}virtual_mailbox_domains = example.org\nvirtual_mailbox_maps = hash:/etc/postfix/vmailbox\n`,
      '/etc/postfix/vmailbox': rows.join(''),
      '/etc/aliases': misspelt,
    });
    assert.deepEqual(await findingsWith(at('/etc/aliases'), 'aliases/dangling-target'), [found]);
    assert.deepEqual(await findingsOf(at('/etc/postfix/main.cf')), []);
  });
});

/** One finding at the word that names the table, whatever rule says it; and the rest is read. */
async function isNamed(at: ReturnType<typeof writeSite>): Promise<void> {
  assert.deepEqual(await findingsWith(at('/etc/aliases'), 'aliases/dangling-target'), [found]);
  const inMainCf = await findingsOf(at('/etc/postfix/main.cf'));
  assert.equal(inMainCf.length, 1, inMainCf.join('; '));
  assert.ok(inMainCf[0]?.endsWith(`"hash:${senders}"`), inMainCf[0]);
}
