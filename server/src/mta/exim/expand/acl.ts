import { error, type Frame, type Piece, piece, type Stop, unknown } from './frame.ts';

/** What the ACL says that the first argument names; `text` is its message. Source: eval_acl() of expand.c. */
export function askAcl(args: readonly Piece[], { scope }: Frame): { readonly holds: boolean; readonly text: Piece } | Stop {
  const [name, ...rest] = args;
  const said = scope.acl?.(
    name!.text,
    rest.map((it) => ({ kind: 'value', text: it.text, tainted: it.tainted })),
  );
  if (!said) return unknown(`what the ACL ${name!.text} says is not known here`);
  switch (said.kind) {
    case 'accept':
    case 'deny':
      return { holds: said.kind === 'accept', text: piece(said.text ?? '') };
    case 'defer':
      return { kind: 'forced-fail' };
    case 'error':
      return error(said.why);
    case 'unknown':
      return unknown(said.why);
    default:
      return said satisfies never;
  }
}
