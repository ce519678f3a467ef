import assert from 'node:assert/strict';
import vscode from 'vscode';
import { diagnosticsNow, fileOf, findingsWith, fixesAt, goneFrom, hoverAt, open, until } from './window.ts';

const aliases = () => fileOf('moved-domain/etc/aliases');
const mainCf = () => fileOf('moved-domain/etc/postfix/main.cf');
const virtual = () => fileOf('moved-domain/etc/postfix/virtual');

describe('the moved domain', () => {
  it('has findings with severity and rule on the words that are to blame', async () => {
    const inAliases = await findingsWith(aliases(), 'aliases/dangling-target');
    assert.ok(inAliases.includes('Warning aliases/dangling-target "jnae"'), inAliases.join('; '));
    assert.ok(inAliases.includes('Error aliases/alias-loop "operator"'), inAliases.join('; '));
    const inVirtual = await findingsWith(virtual(), 'postfix/virtual-alias-loop');
    assert.ok(inVirtual.includes('Error postfix/virtual-alias-loop "service@shop.example"'), inVirtual.join('; '));
    const inMainCf = await findingsWith(mainCf(), 'postfix/domain-in-two-classes');
    assert.ok(inMainCf.includes('Error postfix/domain-in-two-classes "$mydomain"'), inMainCf.join('; '));
  });

  it('names the other end of a circle', async () => {
    await findingsWith(aliases(), 'aliases/alias-loop');
    const loop = diagnosticsNow(aliases()).find(({ code }) => code === 'aliases/alias-loop');
    assert.deepEqual(
      loop?.relatedInformation?.map(({ location, message }) => `${location.range.start.line + 1}: ${message}`),
      ['6: operator leads on to backup'],
    );
    assert.equal(loop?.source, 'postmaster');
  });

  it('explains a code, a parameter, a domain and a table under the cursor', async () => {
    await findingsWith(aliases(), 'aliases/alias-loop');
    assert.match(await hoverAt(mainCf(), '5.1.1 User'), /Bad destination mailbox address/);
    const parameter = await hoverAt(mainCf(), 'local_recipient_maps');
    assert.match(parameter, /`hash:\/etc\/aliases`, written in \[main\\\.cf&#58;14\]\(file:.*main\.cf#L14\)/);
    assert.match(parameter, /Built in: `proxy:unix:passwd\.byname \$alias_maps`/);
    assert.match(await hoverAt(mainCf(), 'mail.shop.example'), /is a local domain here.*`mydestination`/s);
    assert.match(await hoverAt(mainCf(), 'hash:/etc/postfix/vmailbox'), /\*\*Table\*\* `hash:\/etc\/postfix\/vmailbox`.*entries/s);
  });

  it('loses a finding with its quick fix', async () => {
    await findingsWith(aliases(), 'aliases/dangling-target');
    const editor = await open(aliases());
    const fixes = await fixesAt(aliases(), 'jnae');
    assert.deepEqual(
      fixes.map(({ title }) => title),
      ['Change it to jane', 'Allow aliases/dangling-target here', 'Show Rule aliases/dangling-target'],
    );
    assert.ok(fixes[0]?.edit && (await vscode.workspace.applyEdit(fixes[0].edit)));
    assert.equal(editor.document.lineAt(3).text, 'webmaster:  jane');
    await goneFrom(aliases(), 'aliases/dangling-target');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('gives a table its language, because main.cf mentions it', async () => {
    const table = fileOf('moved-domain/etc/postfix/departed');
    await vscode.workspace.fs.writeFile(table, new TextEncoder().encode('dora@shop.example 550 5.1.1 Dora has left\n'));
    const { document } = await open(table);
    assert.equal(document.languageId, 'plaintext');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(mainCf(), new vscode.Position(0, 0), 'smtpd_recipient_restrictions = check_recipient_access hash:/etc/postfix/departed\n');
    await vscode.workspace.applyEdit(edit);
    const languageNow = () => vscode.workspace.textDocuments.find((it) => it.uri.path === table.path)?.languageId ?? 'none';
    await until(
      () => languageNow() === 'postfix-table',
      () => `its language is ${languageNow()}`,
    );
    await open(mainCf());
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});

describe('the host for the mailboxes of two domains', () => {
  it('has nothing wrong with it', async () => {
    for (const name of ['postfix/main.cf', 'postfix/master.cf', 'postfix/virtual', 'postfix/vmailbox', 'aliases']) {
      await open(fileOf(`virtual-mailboxes/etc/${name}`));
    }
    // By then the server has looked at both examples.
    await findingsWith(aliases(), 'aliases/alias-loop');
    const found = vscode.languages.getDiagnostics().filter(([uri, list]) => uri.path.includes('/virtual-mailboxes/') && 0 < list.length);
    assert.deepEqual(found, []);
  });
});
