import { variableNames, variablesElsewhere } from '../vocabulary/variables.ts';
import type { Scope, Variable } from './scope.ts';

/** Values by the names of variables; a plain text is one that Exim trusts. */
export type Values = Readonly<Record<string, string | Variable>>;

/** A value that came from a sender: Exim expands no such text and opens no such file. */
export function tainted(text: string): Variable {
  return { kind: 'value', text, tainted: true };
}

/** Empty wherever nothing has set them: they come from a router, an ACL, a lookup or an authenticator. */
const UNSET: ReadonlySet<string> = new Set(
  (
    'acl_verify_message address_data address_file address_pipe authenticated_fail_id authenticated_id authenticated_sender ' +
    'domain_data dnslist_domain dnslist_matched dnslist_text dnslist_value home host_data item local_part_data local_part_prefix ' +
    'local_part_prefix_v local_part_suffix local_part_suffix_v parent_domain parent_local_part recipient_data ' +
    'recipient_verify_failure router_name self_hostname sender_address_data sender_data sender_host_authenticated ' +
    'sender_verify_failure transport_name value'
  ).split(' '),
);

const NUMBERED = /^(?:auth[1-4]|regex[1-9]|regex[1-9]\d|acl_arg[1-9])$/;
/** Variables of ACLs and of routers may have any name. */
const OWN = /^(?:acl_[cm](?![A-Za-z])\w*|r_\w*)$/;

/** How variables are answered: what is given, else empty or unknown. Undefined for a name that no Exim knows. */
export function variablesOf(values: Values, strictAclVariables = false): Scope['variable'] {
  return (name) => {
    const given = Object.hasOwn(values, name) ? values[name] : undefined;
    if (typeof given === 'string') return { kind: 'value', text: given, tainted: false };
    if (given) return given;
    if (OWN.test(name)) return strictAclVariables ? undefined : EMPTY;
    if (NUMBERED.test(name) || UNSET.has(name)) return EMPTY;
    if (/^\d+$/.test(name)) return EMPTY;
    const isKnown = variableNames.has(name) || variablesElsewhere.has(name);
    return isKnown ? { kind: 'unknown', why: `$${name} stands in no file` } : undefined;
  };
}

const EMPTY: Variable = { kind: 'value', text: '', tainted: false };
