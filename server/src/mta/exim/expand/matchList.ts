import { parseIp } from '../../../formats/network.ts';
import { type Match, matchAddress, matchDomain, matchHost, matchLocalPart } from '../lists/match.ts';
import { error, type Frame, type Piece, piece, type Stop, unknown } from './frame.ts';

export type ListAnswer =
  | {
      readonly kind: 'match';
      readonly holds: boolean;
      readonly value?: Piece;
      /** What $1 and its kin hold afterwards; absent where the list leaves them alone. */
      readonly groups?: readonly Piece[];
    }
  | Stop;

/** The conditions match_domain and its kin. Their lists are not expanded, but tables within them are asked. */
export function matchList(operator: string, subject: Piece, list: string, frame: Frame): ListAnswer {
  const source = { text: list, parts: [] };
  const options = { literal: true };
  const { scope } = frame;
  switch (operator) {
    case 'match_domain':
      return said(matchDomain(source, subject.text, scope, options), frame, subject);
    case 'match_local_part':
      return said(matchLocalPart(source, subject.text, scope, options), frame, subject);
    case 'match_address':
      return said(matchAddress(source, subject.text, scope, options), frame);
    default:
      if (subject.text !== '' && !parseIp(subject.text)) return error(`"${subject.text}" is no IP address`);
      return said(matchHost(source, { address: subject.text, onlyAddress: true }, scope), frame);
  }
}

/** `groupsOf`: the subject whose pieces $0 and $1 become. */
function said(match: Match, frame: Frame, groupsOf?: Piece): ListAnswer {
  frame.asked.push(...match.asked);
  const tainted = groupsOf?.tainted ?? false;
  const groups = (texts: readonly string[]) => groupsOf && { groups: texts.map((it) => piece(it, tainted)) };
  switch (match.kind) {
    case 'yes':
      return { kind: 'match', holds: true, ...(match.data !== undefined && { value: piece(match.data) }), ...groups(match.groups ?? []) };
    case 'no':
      return { kind: 'match', holds: false, ...groups([]) };
    case 'panic':
      return { ...error(match.why, true), dies: true } as Stop;
    case 'defer':
      return error(match.why, true);
    case 'unknown':
      return unknown(match.why);
    default:
      return match satisfies never;
  }
}
