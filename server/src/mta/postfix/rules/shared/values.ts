import type { Place } from '../../../../core/text.ts';
import type { NoService } from '../../routing/service.ts';
import type { MainCf, Parameter } from '../../syntax/mainCf.ts';
import { isTemplate } from '../../syntax/template.ts';
import { vocabulary } from '../../vocabulary/index.ts';

/** Something in the value of a parameter that somebody wrote in the manner of another language, such as a comment at its end. */
export interface Stranger {
  readonly parameter: Parameter;
  readonly at: Place;
}

/**
 * Comments behind a value, one a physical line. Where a number sign may belong to the value, as in commands, in replies to
 * people and inside braces, and in templates, nothing is one.
 */
export function commentsIn({ file, text, parameters }: MainCf): readonly Stranger[] {
  if (isTemplate(text)) return [];
  return parameters.flatMap((parameter) => {
    if (isText(parameter.name.text)) return [];
    let depth = 0;
    return parameter.value.flatMap(({ start, end }) => {
      for (let i = start; i < end; i++) {
        if (text[i] === '{') depth++;
        else if (text[i] === '}') depth--;
        else if (text[i] === '#' && depth === 0 && /\s|=/.test(text[i - 1] ?? '') && isComment(parameter, i))
          return [{ parameter, at: { file, start: i, end: trimmedEnd(text, i, end) } }];
      }
      return [];
    });
  });
}

/** Words that begin with a double quote: to Postfix it is a letter like others. */
export function quotedWordsIn({ file, text, parameters }: MainCf): readonly Stranger[] {
  if (isTemplate(text)) return [];
  return parameters.flatMap((parameter) => {
    if (isText(parameter.name.text)) return [];
    return parameter.value.flatMap(({ start, end }) =>
      [...text.slice(start, end).matchAll(/(?<=^|[\s,])"[^"{}]*"(?=[\s,]|$)/g)].map((match) => ({
        parameter,
        at: { file, start: start + match.index, end: start + match.index + match[0].length },
      })),
    );
  });
}

/** True where smtpd does not run because of what stands there. */
export function isReason({ parameter, at }: Stranger, reason: NoService | undefined, text: string): boolean {
  if (!reason) return false;
  const [word = ''] = text.slice(at.start, at.end).split(/[\s,]/, 1);
  const isInside = reason.at?.file === at.file && parameter.at.start <= reason.at.start && reason.at.end <= parameter.at.end;
  return isInside || reason.why.startsWith(`"${word}" in `);
}

/** A value that is a sentence, a command or a single sign, in which any letter may stand; and names that Postfix does not know. */
function isText(name: string): boolean {
  return (
    !vocabulary.has(name) ||
    /_(banner|command|commands|reply|footer|text|prefix|sender|environment|macros)$|^(mail|syslog)_name$/.test(name)
  );
}

/** A number sign alone may be a delimiter. */
function isComment({ name, valueAt }: Parameter, offset: number): boolean {
  return !name.text.endsWith('_delimiter') || valueAt.start < offset;
}

function trimmedEnd(text: string, start: number, end: number): number {
  return start + text.slice(start, end).trimEnd().length;
}
