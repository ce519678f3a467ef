import assert from 'node:assert/strict';
import vscode from 'vscode';
import { fileOf, findingsWith, fixesAt, goneFrom, hoverAt, open, positionOf, until } from './window.ts';

const conf = () => fileOf('chess-club/etc/exim/exim.conf');
const addresses = () => fileOf('chess-club/etc/exim/addresses');
const aliases = () => fileOf('chess-club/etc/aliases');

// What the editor does with Postfix it does with Exim, through the same code.

describe('the chess club, whose server is Exim', () => {
  it('has findings on the words that are to blame', async () => {
    await open(conf());
    const suffix = await findingsWith(conf(), 'exim/suffix-on-one-router');
    assert.ok(suffix.includes('Warning exim/suffix-on-one-router "local_part_suffix = +*"'), suffix.join('; '));
    const domain = await findingsWith(addresses(), 'exim/domain-not-local');
    assert.ok(domain.includes('Warning exim/domain-not-local "info@juniors.example"'), domain.join('; '));
    const target = await findingsWith(aliases(), 'exim/dead-redirect-target');
    assert.ok(target.includes('Error exim/dead-redirect-target "brois"'), target.join('; '));
  });

  it('explains an option, a list, a macro, a router, a table and a code under the cursor', async () => {
    assert.match(await hoverAt(conf(), 'primary_hostname'), /`mail\.chess\.example`, written in \[exim\\\.conf&#58;5\]/);
    assert.match(await hoverAt(conf(), 'local_domains ='), /is a list: `@ : chess\.example`/);
    assert.match(await hoverAt(conf(), 'CONFDIR ='), /is a macro: `\/etc\/exim`/);
    assert.match(await hoverAt(conf(), 'members:'), /is a router: `accept`/);
    assert.match(await hoverAt(conf(), 'lsearch{/etc/aliases'), /\*\*Table\*\* `lsearch;\/etc\/aliases`.*4 entries/s);
    assert.match(await hoverAt(conf(), '550 relay'), /Reply code 550/);
  });

  it('gives tables and lists their languages, because the configuration names them', async () => {
    const friends = fileOf('chess-club/etc/exim/friends');
    for (const [uri, language] of [
      [addresses(), 'exim-table'],
      [friends, 'exim-list'],
    ] as const) {
      await open(uri);
      const languageNow = () => vscode.workspace.textDocuments.find((it) => it.uri.path === uri.path)?.languageId ?? 'none';
      await until(
        () => languageNow() === language,
        () => `the language of ${uri.path} is ${languageNow()}`,
      );
    }
    assert.match(await hoverAt(friends, 'bridge.example'), /is a relay domain here.*\[friends&#58;2\]/s);
  });

  it('says over each entry whom it reaches, who leads there and where it leads', async () => {
    await open(addresses());
    const lenses = await vscode.commands.executeCommand<readonly vscode.CodeLens[]>('vscode.executeCodeLensProvider', addresses(), 10);
    assert.deepEqual(
      lenses.slice(0, 4).map(({ command }) => command?.title),
      ['→ 3 recipients', '→ clara@chess.example', '→ 2 recipients', 'refused: 550 5.1.6'],
    );
    const at = await positionOf(addresses(), '\ntreas|urer@');
    const [item] = await vscode.commands.executeCommand<readonly vscode.CallHierarchyItem[]>(
      'vscode.prepareCallHierarchy',
      addresses(),
      at,
    );
    assert.ok(item);
    const incoming = await vscode.commands.executeCommand<readonly vscode.CallHierarchyIncomingCall[]>('vscode.provideIncomingCalls', item);
    assert.deepEqual(
      incoming.map(({ from }) => from.name),
      ['board@chess.example'],
    );
    const outgoing = await vscode.commands.executeCommand<readonly vscode.CallHierarchyOutgoingCall[]>('vscode.provideOutgoingCalls', item);
    assert.deepEqual(
      outgoing.map(({ to }) => `${to.name} ${to.detail}`),
      ['clara delivered'],
    );
  });

  it('loses a finding in one file with the quick fix that changes another', async () => {
    await findingsWith(addresses(), 'exim/domain-not-local');
    const [fix] = await fixesAt(addresses(), 'info@juniors.example');
    assert.equal(fix?.title, 'Add juniors.example to local_domains');
    assert.ok(fix.edit && (await vscode.workspace.applyEdit(fix.edit)));
    await goneFrom(addresses(), 'exim/domain-not-local');
    await open(conf());
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});
