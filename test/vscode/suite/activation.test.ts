import assert from 'node:assert/strict';
import vscode from 'vscode';
import { diagnosticsOf, fileOf, open } from './window.ts';

/** A deployment of examples/ with a fault in it. */
const faulty = 'local-recipients/etc/postfix/main.cf';

describe('the extension', () => {
  it('wakes up when a main.cf is opened', async () => {
    const extension = vscode.extensions.getExtension('postmaster.postmaster');
    assert.ok(extension, 'VS Code does not know the extension');
    await open(faulty);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('shows what is wrong in a faulty example', async () => {
    await open(faulty);
    const [first] = await diagnosticsOf(fileOf(faulty));
    assert.equal(first?.source, 'postmaster');
  });
});
