import type { Place } from '../../../core/text.ts';
import { CLASS_LISTS } from '../classes.ts';
import { wordsOf } from '../parameters.ts';
import { hasPlaceholder } from '../syntax/template.ts';
import type { Postfix } from '../system.ts';
import { type TableRef, tableRefOf } from '../tableRef.ts';
import type { NoService } from './service.ts';

/** What smtpd opens when it starts. */
const OF_SMTPD = [
  ...['recipient_canonical_maps', 'canonical_maps', 'virtual_alias_maps', 'local_recipient_maps', 'virtual_mailbox_maps'],
  ...['relay_recipient_maps', 'mynetworks', 'smtpd_client_restrictions', 'smtpd_helo_restrictions', 'smtpd_sender_restrictions'],
  ...['smtpd_relay_restrictions', 'smtpd_recipient_restrictions', 'smtpd_data_restrictions', 'smtpd_end_of_data_restrictions'],
];

/** What trivial-rewrite opens, without which smtpd says nothing either. */
const OF_REWRITE = [...Object.keys(CLASS_LISTS), 'transport_maps', 'relocated_maps'];

/**
 * A table behind proxy: that proxy_read_maps does not name: whoever opens it ends. proxymap compares the words, and the
 * list is built of parameters of main.cf, so that a table which stands in an `-o` only is not in it. Asked of Postfix 3.7.
 */
export function unproxied(system: Postfix): NoService | undefined {
  const { parameters, smtpd, service } = system;
  const proxymap = parameters.of(service('proxymap', 'unix'));
  const words = wordsOf('proxy_read_maps', proxymap).map((it) => it.text);
  // A list that a script fills in, or that cannot be read, tells nothing.
  if (words.length === 0 || words.some(hasPlaceholder)) return undefined;
  const allowed = new Set(words.filter((it) => it.startsWith('proxy:')).map(withoutProxy));
  const rewrite = parameters.of(service('rewrite', 'unix'));
  const classes = wordsOf('smtpd_restriction_classes', smtpd).map((it) => it.text);
  for (const [view, names] of [[smtpd, [...OF_SMTPD, ...classes]] as const, [rewrite, OF_REWRITE] as const]) {
    for (const name of names) {
      for (const item of wordsOf(name, view)) {
        const ref = tableRefOf(item, item.text.replace(/^!+/, ''));
        const missing = ref && [ref, ...ref.members].find((it) => isRefused(it, allowed));
        if (missing)
          return {
            why: `${name} asks ${withoutProxy(missing.spec)} through proxy:, but proxy_read_maps does not name it`,
            unproxied: `proxy:${withoutProxy(missing.spec)}`,
            ...place(item.at ?? proxymap.assignment('proxy_read_maps')?.valueAt),
          };
      }
    }
  }
  return undefined;
}

function isRefused({ spec }: TableRef, allowed: ReadonlySet<string>): boolean {
  return spec.startsWith('proxy:') && !hasPlaceholder(spec) && !allowed.has(withoutProxy(spec));
}

function withoutProxy(spec: string): string {
  return spec.replace(/^(proxy:)+/, '');
}

function place(at: Place | undefined): { at?: Place } {
  return at ? { at } : {};
}
