import { type Diagnostic, languages, type Uri, window } from 'vscode';
import type { Command } from './app.ts';
import { askText } from './askText.ts';
import { refused, runQuestion } from './runQuestion.ts';

/** Show Rule…: the manual of a rule in the panel; without an argument, of one that the open files break. */
export const showRule: Command = async ({ panel, server }, argument) => {
  const id = typeof argument === 'string' ? argument : await chooseRule();
  if (id === undefined) return;
  await runQuestion(panel, { kind: 'rule', id }, `Reading the rule ${id}`, async () => {
    const began = performance.now();
    const rule = await server.rule(id);
    if (!rule) return refused(`there is no rule ${id}`, 'Choose one of those that the Problems view names');
    return { kind: 'rule', markdown: rule.markdown, ms: Math.round(performance.now() - began) };
  });
};

function chooseRule(): Promise<string | undefined> | Thenable<string | undefined> {
  const ids = rulesAtHand();
  if (0 < ids.length) return window.showQuickPick(ids, { title: 'Show Rule', placeHolder: 'Rules that the open files break' });
  return askText({
    title: 'Show Rule',
    prompt: 'The id of a rule, as the Problems view shows it behind a message',
    placeholder: 'aliases/dangling-target',
    value: '',
    check: (text) => (/^[\w-]+\/[\w-]+$/.test(text.trim()) ? undefined : 'a rule’s id has two parts with a slash between them'),
  });
}

/** The rules of all findings; those of the line at the cursor come first. */
function rulesAtHand(): string[] {
  const editor = window.activeTextEditor;
  const isHere = (uri: Uri, { range }: Diagnostic) =>
    editor !== undefined && uri.toString() === editor.document.uri.toString() && range.contains(editor.selection.active);
  const found = languages.getDiagnostics().flatMap(([uri, list]) => list.map((it) => ({ id: ruleOf(it), here: isHere(uri, it) })));
  const ordered = [...found.filter(({ here }) => here), ...found.filter(({ here }) => !here)];
  return [...new Set(ordered.flatMap(({ id }) => id ?? []))];
}

function ruleOf({ source, code }: Diagnostic): string | undefined {
  if (source !== 'postmaster' || code === undefined) return undefined;
  return String(typeof code === 'object' ? code.value : code);
}
