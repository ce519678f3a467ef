import type { Problem } from '../../../core/syntax.ts';
import type { Place } from '../../../core/text.ts';

/** What `.ifdef` and its kin have switched off. Source: next_cstate and cond_list of readconf.c. */
export interface Conditionals {
  /** Takes a line that begins with a dot, with the blanks at its end; true where it was a condition, or something that the server takes for a broken one. */
  take(line: string, macroFound: boolean, at: Place): boolean;
  skips(): boolean;
  end(): void;
}

/** `on` reads; `waiting` may still be switched on by a later branch; `done` waits for the end. */
type State = 'on' | 'waiting' | 'done';

const DIRECTIVE = /^\.(ifdef|ifndef|elifdef|elifndef|else|endif)([\s\S]?)/;
const DEEPEST = 50;

export function conditionals(fatal: Problem[]): Conditionals {
  const outer: { readonly state: State; readonly at: Place }[] = [];
  let state: State = 'on';
  /** The first condition that the server passed over. */
  let passedOver: { readonly what: string; readonly at: Place } | undefined;
  return {
    skips: () => state !== 'on',
    take(line, macroFound, at) {
      const found = DIRECTIVE.exec(line);
      if (!found) return false;
      const [, word, behind] = found as unknown as [string, string, string];
      // A tab or a carriage return behind the word is not understood, and the line is passed over without a word: asked of Exim 4.96.
      if (behind !== '' && behind !== ' ' && behind !== 't') {
        const letter = behind === '\r' ? 'a carriage return' : behind === '\t' ? 'a tab' : `"${behind}"`;
        passedOver ??= { what: `${letter} stands behind .${word}`, at };
        return true;
      }
      const holds = word.endsWith('ndef') ? !macroFound : macroFound;
      if (word === 'ifdef' || word === 'ifndef') {
        if (DEEPEST <= outer.length) fatal.push(problem(at, `.${word} is nested too deep, so Exim does not run`));
        outer.push({ state, at });
        state = state !== 'on' ? 'done' : holds ? 'on' : 'waiting';
        return true;
      }
      if (outer.length === 0) {
        fatal.push(problem(at, `.${word} without an .ifdef above it, so Exim does not run`));
        return true;
      }
      if (word === 'endif') state = outer.pop()!.state;
      else if (state === 'on') state = 'done';
      else if (state === 'waiting' && (word === 'else' || holds)) state = 'on';
      return true;
    },
    end() {
      const last = outer.at(-1);
      if (last && passedOver) fatal.push(problem(passedOver.at, `${passedOver.what}, which Exim passes over, so it does not run`));
      else if (last) fatal.push(problem(last.at, 'no .endif for this line, so Exim does not run'));
    },
  };
}

function problem(at: Place, message: string): Problem {
  return { at, message, severity: 'error' };
}
