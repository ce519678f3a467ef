import { classes, enhancedCodes, subjects } from './enhanced.ts';
import { type Difference, differencesOf } from './neighbours.ts';
import { replyCodes } from './replies.ts';

/** What a code means, for a hover or a panel. Sentences carry no full stop. */
export interface CodeExplanation {
  /** The code as it was asked for. */
  readonly text: string;
  readonly title: string;
  readonly meaning: string;
  /** Who says it when, or what the code's parts say. */
  readonly remarks: readonly string[];
  /** The codes that this one is mistaken for, side by side. */
  readonly differs?: readonly Difference[];
  readonly next: readonly string[];
  readonly source: string;
}

const shape = /^(?:([2-5]\d\d)(?:[ -](?=\d)|$))?(?:([245])\.(\d{1,3})\.(\d{1,3}))?$/;

/**
 * Explains a reply code (550), an enhanced status code (5.1.1) or both (550 5.1.1). An enhanced code that nobody registered
 * is explained by its class and subject; undefined for a text that is neither, and for a reply code that no RFC knows.
 */
export function explainCode(text: string): CodeExplanation | undefined {
  const [, reply, classDigit, subject = '', detail = ''] = shape.exec(text.trim()) ?? [];
  if (classDigit !== undefined) {
    const enhanced = explainEnhanced(classDigit, withoutZeros(subject), withoutZeros(detail));
    return reply === undefined ? enhanced : withReply(Number(reply), classDigit, enhanced);
  }
  return reply === undefined ? undefined : explainReply(Number(reply));
}

function explainReply(code: number): CodeExplanation | undefined {
  const known = replyCodes.get(code);
  if (!known) return undefined;
  const { meaning, when, next, source } = known;
  return { text: `${code}`, title: `Reply code ${code}`, meaning, remarks: [capital(when)], ...differs(`${code}`), next, source };
}

function explainEnhanced(classDigit: string, subject: string, detail: string): CodeExplanation {
  const text = `${classDigit}.${subject}.${detail}`;
  const known = enhancedCodes.get(`${subject}.${detail}`);
  const ending = `Class ${classDigit}: ${classes.get(classDigit)}`;
  if (!known) return unregistered(text, ending, subject);
  const remarks = [ending, ...(0 < known.codes.length ? [`Registered with ${known.codes.join(', ')}`] : [])];
  return {
    text,
    title: `${text} ${known.name}`,
    meaning: known.meaning,
    remarks,
    ...differs(text),
    next: known.next,
    source: known.source,
  };
}

function unregistered(text: string, ending: string, subject: string): CodeExplanation {
  const about = subjects.get(subject);
  const meaning = about ? `It is about ${about}; the rest is this server's own` : "Nobody has registered it; it is this server's own";
  const title = `${text} is not registered`;
  return { text, title, meaning, remarks: [ending], next: ['Go by the reply code and the text'], source: 'RFC 3463 2' };
}

function withReply(code: number, classDigit: string, enhanced: CodeExplanation): CodeExplanation {
  const text = `${code} ${enhanced.text}`;
  const contradicts = `${code}`[0] !== classDigit;
  const remark = contradicts ? [`${code} and ${enhanced.text} contradict each other; the sending server goes by ${code}`] : [];
  const when = replyCodes.get(code)?.when;
  return { ...enhanced, text, remarks: [...remark, ...(when ? [`${code}: ${when}`] : []), ...enhanced.remarks] };
}

function differs(code: string): Pick<CodeExplanation, 'differs'> {
  const rows = differencesOf(code);
  return rows ? { differs: rows } : {};
}

/** RFC 3463 2 forbids leading zeros; servers write them all the same. */
function withoutZeros(digits: string): string {
  return `${Number(digits)}`;
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
