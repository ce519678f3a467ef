import type { CodeExplanation } from './explain.ts';

/** The explanation as Markdown for a hover. Nothing in it is taken for markup, wherever it came from. */
export function toMarkdown(explanation: CodeExplanation): string {
  const { title, meaning, remarks, differs, next, source } = explanation;
  const parts = [
    `**${escapeMarkdown(title)}**`,
    sentence(meaning),
    remarks.map((it) => `- ${sentence(it)}`).join('\n'),
    differs ? table(differs.map((it) => [it.code, it.says, it.but])) : '',
    next.map((it, i) => `${i + 1}. ${sentence(it)}`).join('\n'),
    `*${escapeMarkdown(source)}*`,
  ];
  return parts.filter(Boolean).join('\n\n');
}

/** Makes every character that Markdown or HTML reads stand for itself, and lines one. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[\\`*_{}[\]()#+\-.!|~<>&:@$]/g, (it) => (it in entities ? entities[it] : `\\${it}`) ?? it);
}

// A backslash does not stop these in every reader: autolinks need : and @ gone, HTML needs < > &.
const entities: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', ':': '&#58;', '@': '&#64;' };

function sentence(text: string): string {
  return `${escapeMarkdown(text)}\\.`;
}

function table(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((cells) => `| ${cells.map(escapeMarkdown).join(' | ')} |`);
  return ['| Code | Says | But |', '|---|---|---|', ...lines].join('\n');
}
