import type { RcptReply } from '../../../core/trace.ts';
import type { Decision } from './run.ts';

/** The reply to RCPT TO that a decision makes. Source: smtp_handle_acl_fail() and smtp_message_code() of smtp_in.c. */
export function replyOf(decision: Decision): RcptReply {
  switch (decision.kind) {
    case 'accept':
    case 'discard':
      return { verdict: 'accepted', ...coded(250, decision.text, 'Accepted') };
    case 'deny':
    case 'drop': {
      const ground = decision.ground ?? 'restriction';
      return { verdict: 'rejected', ...coded(550, decision.text, 'Administrative prohibition'), ground };
    }
    case 'defer':
      return { verdict: 'deferred', ...coded(451, decision.text, 'Temporary local problem - please try later') };
    case 'died':
      return { verdict: 'no-service', text: decision.text };
    case 'unknown':
      return { verdict: 'unknown', text: decision.why, ask: decision.ask };
    default:
      return decision satisfies never;
  }
}

/** A text may begin with codes of its own, as long as the first digit is the right one. Exim adds no enhanced code by itself. */
function coded(code: number, text: string | undefined, otherwise: string): Pick<RcptReply, 'code' | 'enhanced' | 'text'> {
  if (text === undefined) return { code, text: otherwise };
  const own = /^(\d)(\d\d) (?:(\d\.\d{1,3}\.\d{1,3}) )?/.exec(text);
  if (!own) {
    // Whatever is said behind Exim's own code is an enhanced one to those who read it.
    const [whole = '', enhanced] = /^(\d\.\d{1,3}\.\d{1,3}) /.exec(text) ?? [];
    return { code, ...(enhanced !== undefined && { enhanced }), text: text.slice(whole.length) };
  }
  const isRight = own[1] === String(code)[0];
  const words = text.slice(own[0].length);
  const enhanced = isRight && own[3] !== undefined ? { enhanced: own[3] } : {};
  return { code: isRight ? Number(`${own[1]}${own[2]}`) : code, ...enhanced, text: words === '' ? otherwise : words };
}
