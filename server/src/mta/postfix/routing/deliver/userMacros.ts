import { builtIn } from '../../../../core/sourced.ts';
import { type Expansion, expand } from '../../expand.ts';
import type { Parameters } from '../../parameters.ts';
import { builtInDefault } from '../../vocabulary/index.ts';
import { type Mailbox, written } from '../address.ts';

/** What a recipient of local(8) puts into luser_relay and forward_path. */
export interface Recipient {
  readonly mailbox: Mailbox;
  readonly user: string;
  /** With the delimiter in front. */
  readonly extension: string;
  readonly home?: string;
}

/**
 * The words of a parameter that local(8) expands for each recipient: $user and its like mean the recipient there, and no parameters. A
 * word that names an extension is left out where there is none. A word that cannot be expanded (`fatal`) ends no program here: a path is
 * skipped, a recipient is what stands before the mistake. Source: local_expand() of local(8), asked of Postfix 3.7.
 */
export function wordsFor(recipient: Recipient, name: string, parameters: Parameters): readonly Expansion[] {
  const raw = parameters.writtenValue(name)?.text ?? builtInDefault(name) ?? '';
  const values = valuesOf(recipient);
  return raw
    .split(/[\s,]+/)
    .filter((it) => it !== '' && (recipient.extension !== '' || !/\$[{(]?extension\b(?![?:])/.test(it)))
    .map((it) =>
      expand(builtIn(it, name), (macro) => {
        const value = values[macro];
        return value === undefined ? undefined : { kind: 'value', value: builtIn(value, name) };
      }),
    );
}

function valuesOf({ mailbox, user, extension, home }: Recipient): Readonly<Record<string, string | undefined>> {
  return {
    user,
    home,
    local: mailbox.local.toLowerCase(),
    domain: mailbox.domain?.toLowerCase(),
    recipient: written(mailbox),
    extension: extension.slice(1),
    recipient_delimiter: extension.slice(0, 1),
  };
}
