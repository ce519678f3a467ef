import type { Origin } from '../../core/fact.ts';
import type { Explanation, RcptReply } from '../../core/trace.ts';
import { openTrail, SILENT, type Trail } from '../../core/trail.ts';
import { replyOf } from './acl/reply.ts';
import { type Decision, runAcl } from './acl/run.ts';
import { shownOrigin } from './debian/stock/index.ts';
import { expand } from './expand/expand.ts';
import { matchHost } from './lists/match.ts';
import { type Address, qualified } from './routing/address.ts';
import { addressValues, type Context, scopeOf } from './routing/context.ts';
import { deliver } from './routing/deliver.ts';
import { parseAddress } from './routing/parseAddress.ts';
import type { Exim } from './system.ts';

/** The life of a recipient: the ACL at RCPT TO, then what the routers do with the message. */
export function explain(system: Exim, address: string, client: string): Explanation {
  const trail = openTrail();
  const { rcpt, recipient, isDiscarded } = askRcpt(system, address, client, trail);
  const deliveries =
    rcpt.verdict !== 'accepted' || !recipient
      ? []
      : isDiscarded
        ? [thrownAway(address)]
        : deliver(recipient, { system, client, trail, view: 'deliver', isStranger: true });
  return { address, client, rcpt, deliveries, steps: shown(trail) };
}

export function reply(system: Exim, address: string, client: string): RcptReply {
  return askRcpt(system, address, client, SILENT).rcpt;
}

export function follow(system: Exim, address: string): Pick<Explanation, 'deliveries' | 'steps'> {
  const trail = openTrail();
  const { flaw } = system;
  if (flaw) return { deliveries: [{ ...nowhere(address), outcome: 'deferred', why: flaw.message }], steps: [] };
  const recipient = qualified(address, system, { literals: true });
  if (recipient && 'why' in recipient) return { deliveries: [{ ...nowhere(address), outcome: 'bounced', why: recipient.why }], steps: [] };
  return { deliveries: recipient ? deliver(recipient, { system, client: '', trail, view: 'deliver' }) : [], steps: shown(trail) };
}

/** What a package ships and no file here holds is told by the name of the package. */
function shown({ steps }: Trail): Explanation['steps'] {
  return steps.map((it) => ({ ...it, because: shownOrigin(it.because) }));
}

function thrownAway(recipient: string): Explanation['deliveries'][number] {
  return { ...nowhere(recipient), outcome: 'discarded', why: 'the ACL throws it away' };
}

function nowhere(recipient: string): Pick<Explanation['deliveries'][number], 'recipient' | 'transport' | 'nexthop'> {
  return { recipient, transport: '', nexthop: '' };
}

interface Asked {
  readonly rcpt: RcptReply;
  readonly recipient?: Address;
  readonly isDiscarded: boolean;
}

function askRcpt(system: Exim, text: string, client: string, trail: Trail): Asked {
  const { flaw } = system;
  if (flaw) {
    trail.note('configuration', 'rejected', `No server answers: ${flaw.message}`, { kind: 'written', at: flaw.at });
    return plain({ verdict: 'no-service', text: flaw.message });
  }
  const context: Context = { system, client, trail, view: 'verify', isStranger: true };
  const recipient = recipientOf(text, context);
  if ('verdict' in recipient) {
    trail.note('RCPT TO', 'rejected', recipient.text ?? '', { kind: 'default', setting: 'recipient_unqualified_hosts' });
    return plain(recipient);
  }
  const decision = decide(recipient, context);
  return { rcpt: replyOf(decision), recipient, isDiscarded: decision.kind === 'discard' };
}

/** Source: smtp_setup_msg() of smtp_in.c, at RCPT. */
function recipientOf(given: string, context: Context): Address | RcptReply {
  const { system } = context;
  // What stands behind the last blank might be an option, and while Exim looks for its name the blank becomes an equals sign.
  const text = given.replace(/\s(?=(?:"[^"]*"|[^\s="])*$)/, '=');
  const wrong = (why: string): RcptReply => ({ verdict: 'rejected', code: 501, text: `<${text}>: ${why}` });
  const parsed = parseAddress(`<${text}>`, system.options.isSet('allow_domain_literals'));
  if ('why' in parsed) return wrong(parsed.why);
  if (parsed.domain === undefined && !/^postmaster$/i.test(parsed.localPart)) {
    const list = system.configuration.option('recipient_unqualified_hosts');
    const match = list && matchHost(list.value, { address: context.client }, scopeOf(context, {}));
    if (match?.kind === 'unknown') return { verdict: 'unknown', text: match.why, ask: match.ask };
    if (match?.kind !== 'yes') return wrong('recipient address must contain a domain');
  }
  const address = qualified(`<${text}>`, system);
  if (!address) return { verdict: 'unknown', text: 'the name of the host stands in no file', ask: 'exim -bP qualify_recipient' };
  return 'why' in address ? wrong(address.why) : address;
}

function decide(address: Address, context: Context): Decision {
  const option = context.system.configuration.option('acl_smtp_rcpt');
  if (!option) {
    const because: Origin = { kind: 'default', setting: 'acl_smtp_rcpt' };
    context.trail.note('acl_smtp_rcpt', 'rejected', 'No ACL is set, so every recipient is refused', because);
    return { kind: 'deny', text: undefined, because };
  }
  const because: Origin = { kind: 'written', at: option.at };
  const expansion = expand(option.value, scopeOf(context, addressValues(address)));
  if (expansion.kind === 'unknown') return { ...expansion, because };
  if (expansion.kind !== 'value') return { kind: 'defer', text: undefined, because };
  const name = expansion.value.text.trim();
  if (context.system.configuration.acl(name)) return runAcl(name, { context, address, variables: {} });
  return { kind: 'unknown', why: `acl_smtp_rcpt is ${name}, which is no ACL of this file`, ask: 'exim -bh', because };
}

function plain(rcpt: RcptReply): Asked {
  return { rcpt, isDiscarded: false };
}
