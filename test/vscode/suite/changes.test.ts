import assert from 'node:assert/strict';
import vscode from 'vscode';
import { writeFile, writeSite } from './sites.ts';
import { diagnosticsNow, findingsWith, goneFrom, open, replace, until } from './window.ts';

describe('a finding', () => {
  it('comes and goes as another program changes the file that decides', async () => {
    const at = writeSite('users', { '/etc/aliases': 'press: nina\n' });
    assert.deepEqual(await findingsWith(at('/etc/aliases'), 'aliases/dangling-target'), ['Warning aliases/dangling-target "nina"']);
    writeFile(at('/etc/passwd'), 'nina:x:1002:1002::/home/nina:/bin/sh\nroot:x:0:0::/root:/bin/sh\n');
    await goneFrom(at('/etc/aliases'), 'aliases/dangling-target');
  });

  it('comes and goes as a table changes in an editor, before it is saved', async () => {
    const virtual_alias_maps = 'virtual_alias_maps = hash:/etc/postfix/virtual\nvirtual_alias_domains = example.org\n';
    const mainCf = `compatibility_level = 3.6\nmyhostname = mail.example.com\n${virtual_alias_maps}`;
    const table = 'a@example.org b@example.org\nb@example.org jane@mail.example.com\n';
    const at = writeSite('typing', { '/etc/postfix/main.cf': mainCf, '/etc/postfix/virtual': table });
    const virtual = at('/etc/postfix/virtual');
    await open(virtual);
    await replace(virtual, 'jane@mail.example.com', 'a@example.org');
    assert.deepEqual(await findingsWith(virtual, 'postfix/virtual-alias-loop'), ['Error postfix/virtual-alias-loop "b@example.org"']);
    await replace(virtual, 'b@example.org a@example.org', 'b@example.org jane@mail.example.com');
    await goneFrom(virtual, 'postfix/virtual-alias-loop');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('goes as its file is saved, where the fix is safe and the settings ask for it', async () => {
    const mainCf = 'compatibility_level = 3.6\nvirtual_alias_maps = hash:/etc/postfix/virtual\nvirtual_alias_domains = example.org\n';
    const at = writeSite('saving', { '/etc/postfix/main.cf': mainCf, '/etc/postfix/virtual': 'a@example.org: root\n' });
    const virtual = at('/etc/postfix/virtual');
    await findingsWith(virtual, 'postfix/colon-in-key');
    const settings = () => vscode.workspace.getConfiguration('editor', virtual);
    await settings().update('codeActionsOnSave', { 'source.fixAll.postmaster': 'explicit' }, vscode.ConfigurationTarget.Workspace);
    const { document } = await open(virtual);
    await replace(virtual, 'root', 'root, root');
    await document.save();
    assert.equal(document.getText(), 'a@example.org root, root\n');
    await goneFrom(virtual, 'postfix/colon-in-key');
    await settings().update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Workspace);
  });

  it('is silenced by a comment above it, and by that only', async () => {
    const at = writeSite('comment', { '/etc/aliases': 'press: nina\nsales: nico\n' });
    const aliases = at('/etc/aliases');
    await findingsWith(aliases, 'aliases/dangling-target');
    await open(aliases);
    await replace(aliases, 'press: nina', '# postmaster: allow aliases/dangling-target\npress: nina');
    await goneFromWord(aliases, 'nina');
    await replace(aliases, 'dangling-target', 'alias-loop');
    await findingsWith(aliases, 'aliases/dangling-target');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('is silenced by the setting of its rule', async () => {
    const at = writeSite('silent', { '/etc/aliases': 'press: nina\n' });
    const aliases = at('/etc/aliases');
    await findingsWith(aliases, 'aliases/dangling-target');
    const settings = () => vscode.workspace.getConfiguration('postmaster');
    await settings().update('rules', { 'aliases/dangling-target': 'off' }, vscode.ConfigurationTarget.Workspace);
    await goneFrom(aliases, 'aliases/dangling-target');
    await settings().update('rules', { 'aliases/dangling-target': 'info' }, vscode.ConfigurationTarget.Workspace);
    assert.deepEqual(await findingsWith(aliases, 'aliases/dangling-target'), ['Information aliases/dangling-target "nina"']);
    await settings().update('rules', undefined, vscode.ConfigurationTarget.Workspace);
    await until(
      () => diagnosticsNow(aliases)[0]?.severity === vscode.DiagnosticSeverity.Warning,
      () => 'the level did not come back',
    );
  });
});

/** Another finding of the rule stays. */
async function goneFromWord(uri: vscode.Uri, word: string): Promise<void> {
  for (;;) {
    const found = await findingsWith(uri, 'aliases/dangling-target');
    if (!found.some((it) => it.includes(`"${word}"`))) return assert.equal(found.length, 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
