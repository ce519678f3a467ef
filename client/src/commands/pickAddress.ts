import { type QuickPickItem, window } from 'vscode';

/** A box to type an address into, with the addresses of the configurations below it. */

export interface AddressQuestion {
  readonly title: string;
  readonly placeholder: string;
  readonly value: string;
  /** What is wrong with a text; undefined where it can be used. */
  check(text: string): string | undefined;
  readonly offered: Promise<readonly string[]>;
}

/** Undefined where the person left. */
export function pickAddress({ title, placeholder, value, check, offered }: AddressQuestion): Promise<string | undefined> {
  const box = window.createQuickPick();
  Object.assign(box, { title, placeholder, value, ignoreFocusOut: true, busy: true });
  let known: readonly string[] = [];
  /** What is typed stands first, so that Enter takes it. What is wrong with it stands there instead where nothing begins like it. */
  const list = (): void => {
    const typed = box.value.trim();
    const rest = known.filter((it) => it !== typed).map((label): QuickPickItem => ({ label }));
    const problem = typed === '' ? undefined : check(typed);
    const isBegun = typed === '' || (problem !== undefined && known.some((it) => it.toLowerCase().includes(typed.toLowerCase())));
    const first: QuickPickItem = { label: typed, alwaysShow: true, ...(problem === undefined ? {} : { description: problem }) };
    box.items = isBegun ? rest : [first, ...rest];
  };
  return new Promise((resolve) => {
    const finish = (answer: string | undefined): void => {
      resolve(answer);
      box.dispose();
    };
    box.onDidChangeValue(list);
    box.onDidAccept(() => {
      const label = box.activeItems[0]?.label ?? box.value.trim();
      if (label !== '' && check(label) === undefined) finish(label);
    });
    box.onDidHide(() => finish(undefined));
    list();
    box.show();
    offered.then((addresses) => {
      known = addresses;
      box.busy = false;
      list();
    });
  });
}
