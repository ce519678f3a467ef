import type { Origin } from '../../../core/fact.ts';
import type { Delivery, Explanation, RcptReply } from '../../../core/trace.ts';
import { openTrail, SILENT, type Trail } from '../../../core/trail.ts';
import { type Database, type Dovecot, nameOf } from '../system.ts';
import { userFileOf } from '../userFile.ts';
import { isThere } from './accounts.ts';
import { askFor, blame } from './blame.ts';
import { askInTurn } from './chain.ts';
import { nameOfUser, readRecipient } from './name.ts';
import { passdbsForUsers } from './passdb.ts';
import { askUserdb, withoutUserdb } from './userdb.ts';
import { fieldsIn } from './users.ts';

/** What the LMTP server answers to RCPT TO, and why. Who asks makes no difference. */
export function explain(system: Dovecot, address: string, client: string): Explanation {
  const trail = openTrail();
  const rcpt = askRcpt(system, address, trail);
  return { address, client, rcpt, deliveries: rcpt.verdict === 'accepted' ? [deliveryOf(address, trail)] : [], steps: trail.steps };
}

/** The same without the steps. */
export function reply(system: Dovecot, address: string): RcptReply {
  return askRcpt(system, address, SILENT);
}

/** Whoever hands mail over asks in RCPT TO too. */
export function follow(system: Dovecot, address: string): Pick<Explanation, 'deliveries' | 'steps'> {
  const { deliveries, steps } = explain(system, address, '');
  return { deliveries, steps };
}

function deliveryOf(recipient: string, { steps }: Trail): Delivery {
  const name = steps.findLast((it) => it.stage === 'auth_username_format')?.brief ?? recipient;
  return { recipient, transport: '', nexthop: '', outcome: 'delivered', enhanced: '2.0.0', why: `taken for the mailbox of ${name}` };
}

const ACCEPTED: RcptReply = { verdict: 'accepted', code: 250, enhanced: '2.1.5', text: 'OK' };

/** client_default_cmd_rcpt() and lmtp_local_rcpt(); the replies were asked of Dovecot 2.3.19. */
function askRcpt(system: Dovecot, address: string, trail: Trail): RcptReply {
  const { opaque, broken, hasLmtp } = system;
  const unknown = (stage: string, why: string): RcptReply => {
    trail.note(stage, 'unknown', why, { kind: 'unknown', why, ask: askFor(address) });
    return { verdict: 'unknown', ask: askFor(address) };
  };
  if (opaque !== undefined) return unknown('dovecot.conf', `${opaque}, which is not known here`);
  if (broken) {
    trail.note('dovecot.conf', 'deferred', `${broken.why}, so Dovecot does not start`, { kind: 'written', at: broken.at });
    return { verdict: 'no-service' };
  }
  if (!hasLmtp) {
    trail.note('protocols', 'deferred', 'lmtp is not among the protocols, so nobody takes mail', blame(system, 'protocols'));
    return { verdict: 'no-service' };
  }
  const recipient = readRecipient(system, address, trail);
  if (recipient.kind === 'syntax') {
    trail.note('lmtp', 'rejected', `${address} is no address`, { kind: 'default', setting: 'lmtp' });
    return { verdict: 'rejected', code: 501, enhanced: '5.5.4', text: 'Invalid TO' };
  }
  const { user } = recipient;
  if (user === '') return unknown('lmtp', 'nothing stands before the delimiter, which ends the LMTP server of Dovecot 2.3.19');
  if (system.text('lmtp_proxy') !== 'no') return unknown('lmtp_proxy', 'the passdbs may send this recipient to another host');
  const failure = whyNoAuth(system);
  if (failure) {
    trail.note('auth', 'deferred', `${failure.why}, so the auth process does not start`, failure.because);
    return failed(address);
  }
  const name = nameOfUser(system, user, trail);
  if (name.kind === 'nobody') return nobody(address, user);
  if (name.kind === 'unknown') return unknown('auth_username_format', name.why);
  const databases = system.userdbs.length === 0 ? [withoutUserdb(system)] : system.userdbs;
  const ends = askInTurn(databases, (it) => ask(it, system, name.name, trail));
  if (1 < ends.size) return { verdict: 'unknown', ask: askFor(user) };
  if (ends.has('found')) return ACCEPTED;
  return ends.has('missing') ? nobody(address, user) : failed(address);
}

function ask(database: Database, system: Dovecot, name: string, trail: Trail): ReturnType<typeof askUserdb> {
  const answer = askUserdb(database, system, name);
  const [only, ...others] = answer.outcomes;
  const verdict =
    0 < others.length ? 'unknown' : only === 'found' ? 'accepted' : only === 'failed' || only === 'spoiled' ? 'deferred' : 'rejected';
  const isLast = database === system.userdbs.at(-1) || system.userdbs.length === 0;
  trail.note(nameOf(database), verdict === 'rejected' && !isLast ? 'passed' : verdict, answer.says, answer.because, { brief: name });
  return answer;
}

function nobody(address: string, user: string): RcptReply {
  return { verdict: 'rejected', code: 550, enhanced: '5.1.1', text: `<${address}> User doesn't exist: ${user}` };
}

function failed(address: string): RcptReply {
  return { verdict: 'deferred', code: 451, enhanced: '4.3.0', text: `<${address}> Temporary internal error` };
}

/** What keeps the auth process from starting: each of these was seen to end it. */
function whyNoAuth(system: Dovecot): { readonly why: string; readonly because: Origin } | undefined {
  const mechanisms = (system.text('auth_mechanisms') ?? '').split(/\s+/).filter((it) => it !== '');
  if (mechanisms.length === 0 && system.text('auth_mechanisms') !== undefined)
    return { why: 'auth_mechanisms is empty', because: blame(system, 'auth_mechanisms') };
  const needsPassdb = mechanisms.some((it) => /^(plain|login)$/i.test(it));
  if (needsPassdb && passdbsForUsers(system).length === 0)
    return { why: `there is no passdb, and ${mechanisms[0]!.toUpperCase()} needs one`, because: { kind: 'default', setting: 'passdb' } };
  const pathless = [...system.passdbs, ...system.userdbs].find((it) => it.driver === 'passwd-file' && !userFileOf(it, system));
  if (pathless) return { why: `${nameOf(pathless)} names no file`, because: { kind: 'written', at: pathless.argsAt } };
  const stranger = system.userdbs.find((it) => it.driver === 'static' && isStranger(system, fieldsIn(it.args.split(/\s+/)).get('uid')));
  return stranger && { why: 'the uid of userdb static is no account', because: { kind: 'written', at: stranger.argsAt } };
}

function isStranger(system: Dovecot, uid = ''): boolean {
  return uid !== '' && !/^\d+$|%/.test(uid) && isThere(system, 'user', uid) === false;
}
