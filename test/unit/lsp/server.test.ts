import { describe, expect, test } from 'vitest';
import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  CodeAction,
  CodeLens,
  CompletionList,
  Hover,
} from 'vscode-languageserver';
import type { Fix, Rule } from '../../../server/src/core/rule.ts';
import { mtas } from '../../../server/src/mta/index.ts';
import type { Explained } from '../../../server/src/protocol.ts';
import { badRule, toy } from '../workspace/toy.ts';
import { connect } from './client.ts';

const root = 'file:///ws/etc/toy/toy.conf';
const users = 'file:///ws/etc/toy/users';

/** Fixes a bad value. */
function fixing(about: (fix: Fix) => Fix): Rule {
  return {
    ...badRule,
    *check(system) {
      for (const it of badRule.check(system)) {
        const related = [{ at: { file: system.root, start: 0, end: 1 }, message: 'this system' }];
        yield { ...it, related, fixes: [about({ title: 'Make it good', edits: [{ at: it.at, text: 'good' }] })] };
      }
    },
  };
}

/** Offers a command, too. */
const fixable = fixing((it) => ({ ...it, command: 'toy reload' }));

describe('the language server', () => {
  test('tells the findings of files that no editor has open', async () => {
    const { diagnosed } = await connect({ '/ws/etc/toy/toy.conf': 'include = /etc/toy/users\n', '/ws/etc/toy/users': 'é = bad\n' }, [
      toy(),
    ]);
    expect(await diagnosed(users)).toEqual(['0:4 warning é is bad (toy/bad)']);
  });

  test('follows what is typed, and takes findings back', async () => {
    const { client, diagnosed } = await connect({ '/ws/etc/toy/toy.conf': 'x = bad\n' }, [toy()]);
    expect(await diagnosed(root)).toEqual(['0:4 warning x is bad (toy/bad)']);
    await client.sendNotification('textDocument/didOpen', {
      textDocument: { uri: root, languageId: 'toy', version: 1, text: 'x = bad\n' },
    });
    const range = { start: { line: 0, character: 4 }, end: { line: 0, character: 7 } };
    await client.sendNotification('textDocument/didChange', {
      textDocument: { uri: root, version: 2 },
      contentChanges: [{ range, text: 'good' }],
    });
    expect(await diagnosed(root)).toEqual([]);
  });

  test('sees files that change on the disk', async () => {
    const { client, world, diagnosed } = await connect({ '/ws/etc/toy/toy.conf': 'x = bad\n' }, [toy()]);
    expect(await diagnosed(root)).toHaveLength(1);
    world.files.set('/ws/etc/toy/toy.conf', 'x = better\n');
    await client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: root, type: 2 }] });
    expect(await diagnosed(root)).toEqual([]);
  });

  test('takes levels from the settings', async () => {
    const { client, diagnosed } = await connect({ '/ws/etc/toy/toy.conf': 'x = bad\n' }, [toy()]);
    expect(await diagnosed(root)).toEqual(['0:4 warning x is bad (toy/bad)']);
    await client.sendNotification('workspace/didChangeConfiguration', { settings: { postmaster: { rules: { 'toy/bad': 'error' } } } });
    expect(await diagnosed(root)).toEqual(['0:4 error x is bad (toy/bad)']);
  });

  test('offers fixes, a command for the terminal, a comment that allows the rule, and its manual', async () => {
    const { client, diagnosed } = await connect({ '/ws/etc/toy/toy.conf': 'a = b\n  bad\n' }, [toy({ rules: [fixable] })]);
    await diagnosed(root);
    const at = { line: 1, character: 3 };
    const actions = await client.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: root },
      range: { start: at, end: at },
      context: { diagnostics: [] },
    });
    const drawn = actions.map(({ title, edit, command }) => {
      const edits = Object.values(edit?.changes ?? {}).flat();
      const written = edits.map((it) => `${it.range.start.line}:${it.range.start.character} ${JSON.stringify(it.newText)}`);
      return [title, ...written, ...(command ? [`${command.command} ${JSON.stringify(command.arguments)}`] : [])];
    });
    expect(drawn).toEqual([
      ['Make it good', '1:2 "good"', 'postmaster.runInTerminal [{"line":"toy reload"}]'],
      ['Allow toy/bad here', '1:0 "  # postmaster: allow toy/bad\\n"'],
      ['Show Rule toy/bad', 'postmaster.showRule ["toy/bad"]'],
    ]);
  });

  test('makes all safe fixes of a file at once where a client asks for that, as when it saves', async () => {
    const safe = fixing((fix) => ({ ...fix, safe: true }));
    const { client } = await connect({ '/ws/etc/toy/toy.conf': 'a = bad\nb = bad\n' }, [toy({ rules: [safe] })]);
    const ask = (only: readonly string[]) =>
      client.sendRequest<CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri: root },
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
        context: { diagnostics: [], only },
      });
    const [action, ...others] = await ask(['source.fixAll']);
    expect([action?.kind, action?.title, others]).toEqual(['source.fixAll.postmaster', 'Make all safe fixes', []]);
    expect(Object.values(action?.edit?.changes ?? {}).flat()).toHaveLength(2);
    expect(await ask(['source.fixAll.postmaster'])).toHaveLength(1);
    expect(await ask(['source.organizeImports', 'refactor'])).toEqual([]);
  });

  test('names the languages of the files that a system reads', async () => {
    const { client } = await connect({ '/ws/etc/toy/toy.conf': 'include = /etc/toy/users\n', '/ws/etc/toy/users': '' }, [toy()]);
    const languages = await new Promise((told) => client.onNotification('postmaster/languages', told));
    expect(languages).toEqual({ [root]: 'toy', [users]: 'toy' });
  });

  test('answers hovers with the word’s range', async () => {
    const file = 'file:///ws/etc/postfix/main.cf';
    const { client } = await connect(
      { '/ws/etc/postfix/main.cf': 'myhostname = mail.example.com\r\nmydestination = example.com\r\n' },
      mtas,
    );
    const hover = await client.sendRequest<Hover>('textDocument/hover', {
      textDocument: { uri: file },
      position: { line: 1, character: 2 },
    });
    expect(hover.range).toEqual({ start: { line: 1, character: 0 }, end: { line: 1, character: 13 } });
    expect(JSON.stringify(hover.contents)).toContain('(file:///ws/etc/postfix/main.cf#L2)');
  });

  test('explains an address with links to lines', async () => {
    const { client } = await connect(
      {
        '/ws/etc/postfix/main.cf': 'compatibility_level = 3.6\nmyhostname = mail.example.com\nmydestination = example.com\n',
        '/ws/etc/aliases': 'postmaster: root\n',
        '/ws/etc/passwd': 'root:x:0:0::/root:/bin/sh\n',
      },
      mtas,
    );
    const [answer] = await client.sendRequest<Explained[]>('postmaster/explain', { address: 'ghost@example.com' });
    expect(answer?.system).toEqual({ mta: 'Postfix', root: 'file:///ws/etc/postfix/main.cf', label: 'postfix/main.cf' });
    expect(answer?.rcpt).toMatchObject({ verdict: 'rejected', code: 550, enhanced: '5.1.1' });
    expect(answer?.steps.find((it) => it.place)?.place).toEqual({ file: 'file:///ws/etc/postfix/main.cf', line: 3, label: 'main.cf:3' });
    expect(answer?.self).toEqual({ names: ['mail.example.com'], addresses: [] });
    expect(answer?.claims.map((it) => `${it.class} by ${it.setting}, ${it.place?.label}`)).toEqual(['local by mydestination, main.cf:3']);
  });

  test('answers lenses without words first, and who leads to an entry', async () => {
    const file = 'file:///ws/etc/aliases';
    const { client } = await connect(
      {
        '/ws/etc/postfix/main.cf': 'compatibility_level = 3.6\nmyhostname = mail.example.com\nalias_maps = hash:/etc/aliases\n',
        '/ws/etc/aliases': '# é\r\npostmaster: root\r\nroot: ann\r\n',
        '/ws/etc/passwd': 'ann:x:1:1::/home/ann:/bin/sh\n',
      },
      mtas,
    );
    const lenses = await client.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: file } });
    expect(lenses.map((it) => [it.range.start, it.command])).toEqual([
      [{ line: 1, character: 0 }, undefined],
      [{ line: 2, character: 0 }, undefined],
    ]);
    const { command } = await client.sendRequest<CodeLens>('codeLens/resolve', lenses[0]);
    expect(command).toEqual({
      title: '→ ann@mail.example.com',
      command: 'postmaster.explainRecipient',
      arguments: ['postmaster@mail.example.com'],
    });
    const position = { line: 1, character: 14 };
    const [item] = await client.sendRequest<CallHierarchyItem[]>('textDocument/prepareCallHierarchy', {
      textDocument: { uri: file },
      position,
    });
    expect(item).toMatchObject({ name: 'root', selectionRange: { start: { line: 2, character: 0 }, end: { line: 2, character: 4 } } });
    const callers = await client.sendRequest<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', { item });
    expect(callers.map((it) => [it.from.name, it.fromRanges[0]?.start])).toEqual([['postmaster', { line: 1, character: 12 }]]);
    const callees = await client.sendRequest<CallHierarchyOutgoingCall[]>('callHierarchy/outgoingCalls', { item });
    expect(callees.map((it) => [it.to.name, it.to.uri])).toEqual([['ann', 'file:///ws/etc/passwd']]);
  });

  test('answers where words lead to, from where, and with what they may go on', async () => {
    const uri = 'file:///ws/etc/aliases';
    const mainCf = 'file:///ws/etc/postfix/main.cf';
    const { client } = await connect(
      {
        '/ws/etc/postfix/main.cf': '# a\r\n# b\r\nmyhostname = mail.example.com\r\nalias_maps = hash:/etc/aliases\r\n',
        '/ws/etc/aliases': '# é\r\npostmaster: root\r\nroot: ann\r\n',
        '/ws/etc/passwd': 'ann:x:1:1::/home/ann:/bin/sh\n',
      },
      mtas,
    );
    const ask = <Result>(method: string, more: object, document = uri) =>
      client.sendRequest<Result>(`textDocument/${method}`, { textDocument: { uri: document }, ...more });
    const position = { line: 1, character: 13 };
    const root = { start: { line: 2, character: 0 }, end: { line: 2, character: 4 } };
    const target = { start: { line: 1, character: 12 }, end: { line: 1, character: 16 } };
    expect(await ask('definition', { position })).toEqual([{ uri, range: root }]);
    const references = { position, context: { includeDeclaration: true } };
    expect(await ask('references', references)).toEqual([
      { uri, range: root },
      { uri, range: target },
    ]);
    expect(await ask('documentSymbol', {})).toMatchObject([
      { name: 'postmaster', detail: 'root', kind: 20 },
      { name: 'root', detail: 'ann', kind: 20, selectionRange: root },
    ]);
    expect(await ask('documentLink', {}, mainCf)).toEqual([
      { range: { start: { line: 3, character: 18 }, end: { line: 3, character: 30 } }, target: uri },
    ]);
    expect(await ask('foldingRange', {}, mainCf)).toEqual([{ startLine: 0, endLine: 1, kind: 'comment' }]);
    const { isIncomplete, items } = await ask<CompletionList>('completion', { position: { line: 2, character: 9 } });
    expect([isIncomplete, items.map((it) => it.label)]).toEqual([false, []]);
    const typed = await ask<CompletionList>('completion', { position });
    expect(typed.items).toMatchObject([{ label: 'root', textEdit: { range: { start: target.start, end: position }, newText: 'root' } }]);
    expect(await ask('completion', { position: { line: 0, character: 2 } })).toBe(null);
  });

  test('gives the manual of a rule, and nothing for one that nobody knows', async () => {
    const { client } = await connect({}, [toy()]);
    const manual = await client.sendRequest<{ readonly markdown: string }>('postmaster/rule', { id: 'toy/bad' });
    expect(manual.markdown.split('\n')[0]).toBe('# toy/bad');
    expect(await client.sendRequest('postmaster/rule', { id: 'toy/unheard' })).toBe(null);
  });

  test('logs a fault of ours and answers with nothing', async () => {
    const failing = {
      ...toy(),
      explain() {
        throw new Error('a fault of ours');
      },
    };
    const { client, logged } = await connect({ '/ws/etc/toy/toy.conf': '' }, [failing]);
    expect(await client.sendRequest('postmaster/explain', { address: 'a@b' })).toEqual([]);
    expect(logged).toContain('explaining failed: Error: a fault of ours');
  });

  test('makes no system of the other side of a comparison', async () => {
    const { client, diagnosed } = await connect({ '/ws/etc/toy/toy.conf': 'x = bad\n' }, [toy()]);
    const old = 'git:/ws/etc/toy/toy.conf?HEAD';
    await client.sendNotification('textDocument/didOpen', { textDocument: { uri: old, languageId: 'toy', version: 1, text: 'x = bad\n' } });
    expect(await diagnosed(root)).toHaveLength(1);
    expect(await client.sendRequest<Explained[]>('postmaster/explain', { address: 'a@b' })).toHaveLength(1);
  });
});
