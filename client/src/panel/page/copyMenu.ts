import { html, nothing, type TemplateResult } from 'lit';
import type { CopyFormat } from '../messages.ts';
import { icon } from './parts.ts';

/** The menu button of the ARIA Authoring Practices: Enter or Down opens it, arrows move, Escape closes it and goes back to the button. */

const choices: readonly { readonly choice: ReportChoice; readonly label: string }[] = [
  { choice: 'text', label: 'Copy as Text' },
  { choice: 'markdown', label: 'Copy as Markdown' },
  { choice: 'json', label: 'Copy as JSON' },
  { choice: 'file', label: 'Save Report…' },
];

/** A format for the clipboard, or a file. */
export type ReportChoice = CopyFormat | 'file';

export interface CopyMenu {
  readonly isOpen: boolean;
  /** Called with true before an item gets the focus, so it draws at once. */
  toggle(isOpen: boolean): void;
  report(choice: ReportChoice): void;
}

/** The button and, while it is open, the ways to take the report away; a choice closes it and gives the focus back to the button. */
export function copyMenu({ isOpen, toggle, report }: CopyMenu): TemplateResult {
  const open = (event: Event, position: 'first' | 'last') => {
    event.preventDefault();
    toggle(true);
    const list = items(event.currentTarget);
    list.at(position === 'first' ? 0 : -1)?.focus();
  };
  const close = (event: Event) => {
    // Looked for first: an item that was chosen is gone once the menu is closed.
    const back = button(event.currentTarget);
    toggle(false);
    back?.focus();
  };
  const onButtonKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') open(event, 'first');
    if (event.key === 'ArrowUp') open(event, 'last');
  };
  const onMenuKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close(event);
    if (event.key === 'Tab') toggle(false);
    const target = destination(event.key, items(event.currentTarget));
    if (!target) return;
    event.preventDefault();
    target.focus();
  };
  const onBlur = (event: FocusEvent) => {
    const inside =
      event.currentTarget instanceof Node && event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget);
    if (!inside && isOpen) toggle(false);
  };
  const choose = (event: Event, choice: ReportChoice) => {
    report(choice);
    close(event);
  };
  return html`<div class="menu" @focusout=${onBlur}>
    <button
      type="button"
     
      aria-haspopup="menu"
      aria-expanded=${isOpen ? 'true' : 'false'}
      @click=${(event: Event) => (isOpen ? close(event) : open(event, 'first'))}
      @keydown=${onButtonKey}
    >
      ${icon('copy')} Report
    </button>
    ${
      isOpen
        ? html`<div role="menu" aria-label="Report" @keydown=${onMenuKey}>
            ${choices.map(({ choice, label }) => html`<button type="button" role="menuitem" tabindex="-1" @click=${(event: Event) => choose(event, choice)}>${label}</button>`)}
          </div>`
        : nothing
    }
  </div>`;
}

function destination(key: string, list: readonly HTMLElement[]): HTMLElement | undefined {
  const focused = document.activeElement;
  const at = focused instanceof HTMLElement ? list.indexOf(focused) : -1;
  switch (key) {
    case 'ArrowDown':
      return list[(at + 1) % list.length];
    case 'ArrowUp':
      return list.at(at - 1);
    case 'Home':
      return list[0];
    case 'End':
      return list.at(-1);
    default:
      return undefined;
  }
}

function menuOf(target: EventTarget | null): Element | null | undefined {
  return target instanceof Element ? target.closest('.menu') : undefined;
}

function items(target: EventTarget | null): readonly HTMLElement[] {
  return [...(menuOf(target)?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
}

function button(target: EventTarget | null): HTMLElement | null | undefined {
  return menuOf(target)?.querySelector<HTMLElement>('[aria-haspopup]');
}
