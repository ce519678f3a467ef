/** The little Markdown that a rule's manual is written in, read into plain data: nothing of it is ever taken as HTML. */

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly text: readonly Inline[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'code'; readonly text: string };

export type Inline =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong'; readonly text: string }
  /** Only https addresses become links. */
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

/** The blocks of a text in their order. Marks that it does not know stay as plain text, so nothing fails. */
export function parseMarkdown(markdown: string): readonly Block[] {
  const lines = markdown.replaceAll('\r\n', '\n').split('\n');
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const [block, next] = readBlock(lines, at);
    if (block) blocks.push(block);
    at = next;
  }
  return blocks;
}

/** The block that begins at a line, and the line after it. */
function readBlock(lines: readonly string[], at: number): readonly [Block | undefined, number] {
  const line = lines[at] ?? '';
  const fence = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
  if (fence !== undefined) {
    const end = endOf(lines, at + 1, (it) => !it.trim().startsWith(fence));
    return [{ kind: 'code', text: lines.slice(at + 1, end).join('\n') }, end + 1];
  }
  const heading = /^(#{1,6})\s+(.*)$/.exec(line);
  if (heading) return [{ kind: 'heading', level: heading[1]?.length ?? 1, text: parseInline(heading[2] ?? '') }, at + 1];
  if (isItem(line)) {
    const end = endOf(lines, at, (it) => isItem(it) || /^\s+\S/.test(it));
    return [{ kind: 'list', items: items(lines.slice(at, end)).map(parseInline) }, end];
  }
  if (line.trim() === '') return [undefined, at + 1];
  const end = endOf(lines, at + 1, (it) => it.trim() !== '' && !isItem(it) && !/^(#{1,6}\s|\s*(`{3,}|~{3,}))/.test(it));
  const text = lines.slice(at, end).map((it) => it.trim());
  return [{ kind: 'paragraph', text: parseInline(text.join(' ')) }, end];
}

/** Code spans first, as CommonMark 6.1 has it: what stands in one is nothing else. */
export function parseInline(text: string): readonly Inline[] {
  const pattern = /(`+)(.+?)\1(?!`)|\*\*(.+?)\*\*|\[([^\]]+)\]\((https:\/\/[^\s)]+)\)/g;
  const found: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (from < match.index) found.push({ kind: 'plain', text: text.slice(from, match.index) });
    found.push(inlineOf(match));
    from = match.index + match[0].length;
  }
  return from < text.length ? [...found, { kind: 'plain', text: text.slice(from) }] : found;
}

function inlineOf([whole, , code, strong, label, href]: RegExpExecArray): Inline {
  if (code !== undefined) return { kind: 'code', text: code.trim() };
  if (strong !== undefined) return { kind: 'strong', text: strong };
  return label !== undefined && href !== undefined ? { kind: 'link', text: label, href } : { kind: 'plain', text: whole };
}

function isItem(line: string): boolean {
  return /^\s{0,3}([-*+]|\d+\.)\s+\S/.test(line);
}

/** The items of a list, the lines that continue one joined to it. */
function items(lines: readonly string[]): readonly string[] {
  const marker = /^\s*([-*+]|\d+\.)\s+/;
  return lines
    .map((line) => (isItem(line) ? `\n${line.replace(marker, '').trim()}` : ` ${line.trim()}`))
    .join('')
    .split('\n')
    .slice(1);
}

function endOf(lines: readonly string[], from: number, belongs: (line: string) => boolean): number {
  const end = lines.findIndex((line, index) => from <= index && !belongs(line));
  return end === -1 ? lines.length : end;
}
