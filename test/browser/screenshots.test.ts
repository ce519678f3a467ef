import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { checkout } from '../../scripts/vscode/tools.ts';
import { pictureFolder, takeScreenshots } from './screenshots.ts';

const root = mkdtempSync(path.join(os.tmpdir(), 'postmaster-pictures-'));
const mostBytes = 200 * 1024;

afterAll(() => rmSync(root, { recursive: true, force: true }));

test('every picture can be taken today, and the committed one is there', async () => {
  const names = await takeScreenshots(root);
  const missing = names.filter((it) => !existsSync(path.join(pictureFolder, it)));
  expect(missing, '`node test/browser/screenshots.ts` takes them').toEqual([]);
  for (const name of names) {
    const [fresh, committed] = [root, pictureFolder].map((it) => describe(path.join(it, name)));
    expect(committed, name).toMatchObject({ size: fresh?.size });
    expect(committed?.bytes, name).toBeLessThan(mostBytes);
  }
});

test('the README shows only pictures that are there', () => {
  const shown = [...readFileSync(path.join(checkout, 'README.md'), 'utf8').matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map((it) => it[1]!);
  expect(shown.length).toBeGreaterThan(0);
  expect(shown.filter((it) => !existsSync(path.join(checkout, it)))).toEqual([]);
});

/** Width and height stand in the first chunk of a PNG. */
function describe(file: string): { readonly size: string; readonly bytes: number } {
  const content = readFileSync(file);
  if (content.subarray(1, 4).toString() !== 'PNG') throw new Error(`${file} is no PNG`);
  return { size: `${content.readUInt32BE(16)}x${content.readUInt32BE(20)}`, bytes: content.length };
}
