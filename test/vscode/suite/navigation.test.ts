import assert from 'node:assert/strict';
import vscode from 'vscode';
import { plainMainCf, writeSite } from './sites.ts';
import { fileOf, findingsWith, hoverAt, open, positionOf, until } from './window.ts';

// Where the words of a file lead to, as the editor asks for it.

const mainCf = () => fileOf('moved-domain/etc/postfix/main.cf');
const aliases = () => fileOf('moved-domain/etc/aliases');

describe('in the files of Postfix the editor', () => {
  before(async () => {
    await open(mainCf());
    await findingsWith(aliases(), 'aliases/alias-loop');
  });

  it('goes to the assignment of a parameter and to a table', async () => {
    assert.deepEqual(await placesOf('vscode.executeDefinitionProvider', mainCf(), '$|myhostname'), ['main.cf myhostname']);
    assert.deepEqual(await placesOf('vscode.executeDefinitionProvider', mainCf(), 'hash:/etc/|aliases'), ['aliases ']);
  });

  it('finds the aliases that lead to another one', async () => {
    await open(aliases());
    const uses = await placesOf('vscode.executeReferenceProvider', aliases(), 'oper|ator:');
    assert.deepEqual(uses, ['aliases operator', 'aliases operator']);
  });

  it('links paths, and has an outline and folds', async () => {
    const links = await vscode.commands.executeCommand<readonly vscode.DocumentLink[]>('vscode.executeLinkProvider', mainCf());
    assert.ok(links.some(({ target }) => target?.path.endsWith('/etc/postfix/virtual')));
    const outline = await vscode.commands.executeCommand<readonly vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      mainCf(),
    );
    assert.ok(outline.some(({ name }) => name === 'virtual_alias_maps'));
    const folds = await vscode.commands.executeCommand<readonly vscode.FoldingRange[]>('vscode.executeFoldingRangeProvider', mainCf());
    // Other tests write above it.
    const { lineAt } = await vscode.workspace.openTextDocument(mainCf());
    const comments = folds.filter(({ kind }) => kind === vscode.FoldingRangeKind.Comment);
    assert.ok(comments.some(({ start, end }) => lineAt(start).text.startsWith('# shop.example moved') && end === start + 1));
  });

  it('completes parameters and recipients', async () => {
    assert.ok((await completedAt(mainCf(), 'mydesti|')).includes('mydestination'));
    assert.ok((await completedAt(aliases(), 'webmaster:  |')).includes('postmaster'));
  });
});

const eximConf = `primary_hostname = mail.example.com
domainlist local_domains = example.com
acl_smtp_rcpt = acl_check_rcpt
no_such_option = 1
begin acl
acl_check_rcpt:
  accept domains = +local_domains
begin routers
users:
  driver = accept
  check_local_user
  transport = local_delivery
begin transports
local_delivery:
  driver = appendfile
  file = /var/mail/$local_part_data
`;

describe('an Exim configuration', () => {
  it('has its language, findings, hovers, definitions and completion', async () => {
    const at = writeSite('beside-exim', { '/etc/exim4/exim4.conf': eximConf });
    const file = at('/etc/exim4/exim4.conf');
    const { document } = await open(file);
    assert.equal(document.languageId, 'exim');
    await findingsWith(file, 'exim/unknown-option');
    assert.match(await hoverAt(file, 'check_local_user'), /\*\*check\\?_local\\?_user\*\*/);
    assert.deepEqual(await placesOf('vscode.executeDefinitionProvider', file, 'transport = |local'), ['exim4.conf local_delivery']);
    assert.ok((await completedAt(file, 'transport = local|')).includes('local_delivery'));
  });
});

describe('a Dovecot configuration', () => {
  it('has its language, findings, hovers and definitions, in included files too', async () => {
    const at = writeSite('beside-dovecot', {
      '/etc/dovecot/dovecot.conf': 'protocols = lmtp\nauth_username_format = %Ln\n!include conf.d/auth.conf.ext\n',
      '/etc/dovecot/conf.d/auth.conf.ext':
        'passdb {\n  driver = static\n}\nuserdb {\n  driver = passwd-file\n  args = /etc/dovecot/users\n}\n',
    });
    const [root, auth] = [at('/etc/dovecot/dovecot.conf'), at('/etc/dovecot/conf.d/auth.conf.ext')];
    assert.equal((await open(auth)).document.languageId, 'dovecot');
    assert.equal((await open(root)).document.languageId, 'dovecot');
    await findingsWith(auth, 'dovecot/missing-users-file');
    await until(
      async () => /\*\*auth\\?_username\\?_format\*\*/.test(await hoverAt(root, 'auth_username_format')),
      () => 'no hover',
    );
    assert.deepEqual(await placesOf('vscode.executeDefinitionProvider', root, 'conf.d/|auth'), ['auth.conf.ext ']);
  });

  it('knows which alias of the server in front leads to a user', async () => {
    const at = writeSite('both', {
      '/etc/postfix/main.cf': `${plainMainCf}virtual_mailbox_domains = example.org\nvirtual_alias_maps = hash:/etc/postfix/virtual\n`,
      '/etc/postfix/virtual': 'info@example.org ann@example.org\n',
      '/etc/dovecot/dovecot.conf': 'passdb {\n  driver = static\n}\nuserdb {\n  driver = passwd-file\n  args = /etc/dovecot/people\n}\n',
      '/etc/dovecot/people': 'ann@example.org::1000:1000::/home/ann\n',
    });
    const people = at('/etc/dovecot/people');
    await open(people);
    const languageNow = () => vscode.workspace.textDocuments.find((it) => it.uri.path === people.path)?.languageId ?? 'none';
    await until(
      () => languageNow() === 'dovecot-users',
      () => `its language is ${languageNow()}`,
    );
    const uses = await placesOf('vscode.executeReferenceProvider', people, 'an|n@');
    assert.deepEqual(uses.toSorted(), ['people ann@example.org', 'virtual ann@example.org']);
  });
});

/** The places that a provider finds where the bar is, as `file word`. */
async function placesOf(provider: string, uri: vscode.Uri, words: string): Promise<readonly string[]> {
  const at = await positionOf(uri, words);
  const places = await vscode.commands.executeCommand<readonly vscode.Location[]>(provider, uri, at);
  return Promise.all(
    places.map(async ({ uri: found, range }) => {
      const { getText } = await vscode.workspace.openTextDocument(found);
      return `${found.path.replace(/^.*\//, '')} ${getText(range)}`;
    }),
  );
}

/** The words that are offered where the bar is. */
async function completedAt(uri: vscode.Uri, words: string): Promise<readonly string[]> {
  const at = await positionOf(uri, words);
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', uri, at);
  return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}
