import { ThemeIcon, window } from 'vscode';

/** An input box that says what is wrong while a person types, and takes nothing that is. */

export interface Question {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder: string;
  readonly value: string;
  /** What is wrong with a text; undefined where it can be used. */
  check(text: string): string | undefined;
  /** Texts that are offered behind a button, where there are any; several at once where the command takes several. */
  readonly choices?: () => Promise<readonly string[]>;
  readonly takesSeveral?: boolean;
}

/** Undefined where the person left. */
export function askText({
  title,
  prompt,
  placeholder,
  value,
  check,
  choices,
  takesSeveral = false,
}: Question): Promise<string | undefined> {
  const box = window.createInputBox();
  const list = { iconPath: new ThemeIcon('list-selection'), tooltip: 'Choose from the Configuration' };
  Object.assign(box, { title, prompt, placeholder, value, ignoreFocusOut: true });
  return new Promise((resolve) => {
    const validate = (): boolean => {
      const problem = check(box.value);
      box.validationMessage = problem ?? '';
      return problem === undefined;
    };
    // Only the first counts: the box also hides because the list of choices takes its place.
    const finish = (answer: string | undefined | Promise<string | undefined>): void => {
      resolve(answer);
      box.dispose();
    };
    // An empty box is not scolded before something was typed.
    if (value !== '') validate();
    box.onDidChangeValue(validate);
    box.onDidAccept(() => validate() && finish(box.value));
    box.onDidHide(() => finish(undefined));
    box.show();
    choices?.().then((offered) => {
      if (offered.length === 0) return;
      box.buttons = [list];
      box.onDidTriggerButton(() => finish(choose(title, offered, takesSeveral)));
    });
  });
}

async function choose(title: string, offered: readonly string[], takesSeveral: boolean): Promise<string | undefined> {
  if (!takesSeveral) return window.showQuickPick(offered, { title });
  const chosen = await window.showQuickPick(offered, { title, canPickMany: true, placeHolder: 'Choose one or more' });
  return chosen && 0 < chosen.length ? chosen.join(' ') : undefined;
}
