import type { Origin } from '../../../../core/fact.ts';
import type { Place } from '../../../../core/text.ts';
import { SILENT } from '../../../../core/trail.ts';
import { type AliasTarget, targetsIn } from '../../../../formats/aliases.ts';
import { nameList } from '../../../../formats/nameList.ts';
import { homeOf, passwd } from '../../../../formats/passwd.ts';
import type { TableFile } from '../../../../formats/postmapTable.ts';
import { tableRefOf } from '../../tableRef.ts';
import { rowOfUser } from '../../tables.ts';
import { type Mailbox, rewritten, splitExtension, written } from '../address.ts';
import { blame } from '../blame.ts';
import { readRecipient } from '../envelope.ts';
import { findKey, withValue } from '../find.ts';
import { resolve, splitTransport } from '../resolve.ts';
import { propagates } from './mapped.ts';
import { type Ending, finish, note, type Run, spend } from './run.ts';
import { wordsFor } from './userMacros.ts';

/** Where local(8) stands: the recipient, how it came there, and what it has done already. */
interface State {
  readonly run: Run;
  readonly mailbox: Mailbox;
  readonly transport: string;
  readonly nexthop: string;
  /** Aliases nest at most 100 deep. */
  readonly depth: number;
  /** The alias that named this recipient; an alias that names itself is not looked up again. */
  readonly from: string | undefined;
  /** Set below an alias with an owner, an :include: list or a .forward file: recipients other than this one go through the queue again. */
  readonly owner: string | undefined;
  readonly done: Set<string>;
}

const MOST_DEPTH = 100;

/** local(8) for one recipient of the queue. */
export function deliverLocally(run: Run, mailbox: Mailbox, transport: string, nexthop: string): void {
  const state: State = { run, mailbox, transport, nexthop, depth: 0, from: undefined, owner: undefined, done: new Set() };
  const address = written(mailbox).toLowerCase();
  const because: Origin = { kind: 'default', setting: 'local' };
  if (run.deliveredTo.has(address))
    return end(state, { outcome: 'bounced', enhanced: '5.4.6', why: `mail forwarding loop for ${address}` }, because);
  const before = run.deliveries.length;
  recipient({ ...state, run: { ...run, deliveredTo: new Set([...run.deliveredTo, address]) } });
  if (run.deliveries.length === before)
    end(
      state,
      { outcome: 'discarded', why: 'every way leads back to a list that was read already, so nobody gets it and nobody is told' },
      because,
    );
}

/** deliver_recipient() and deliver_switch(): alias of the whole name, alias of the user, .forward, mailbox, else unknown. */
function recipient(state: State): void {
  const { run, mailbox, depth } = state;
  if (!spend(run, written(mailbox))) return;
  const { parameters } = run.system;
  const isQuoted = mailbox.local.startsWith('\\');
  const local = (isQuoted ? mailbox.local.slice(1) : mailbox.local).toLowerCase();
  const split = splitExtension(local, parameters.text('recipient_delimiter'));
  const user = split?.user ?? local;
  if (MOST_DEPTH < depth)
    return end(
      state,
      { outcome: 'bounced', enhanced: '5.4.6', why: `alias database loop for ${local}` },
      blame(parameters.assignment('alias_maps'), 'alias_maps'),
    );
  // The same recipient at the same depth is served once.
  const mark = `${depth} ${isQuoted} ${local}`;
  if (state.done.has(mark)) return;
  state.done.add(mark);
  if (isQuoted) return mailboxOrUnknown(state, user);
  if (alias(state, local, '')) return;
  if (split && alias(state, user, propagates(parameters, 'alias') ? split.extension : '')) return;
  if (state.owner !== undefined && state.owner !== user) return run.agents.cleanup(run, { local, domain: mailbox.domain });
  if (!run.isProbe && forward(state, user, split?.extension ?? '')) return;
  mailboxOrUnknown(state, user, split?.extension);
}

function alias(state: State, name: string, extension: string): boolean {
  const { run } = state;
  if (state.from === name) return false;
  const found = withValue(findKey(run.system.mapsOf('alias_maps'), name, 'whole'));
  if (found.kind === 'miss') return false;
  const because: Origin = found.kind === 'hit' ? found.origin : blame(run.system.parameters.assignment('alias_maps'), 'alias_maps');
  if (found.kind === 'broken') end(state, { outcome: 'deferred', enhanced: '4.3.0', why: 'alias database unavailable' }, because);
  else if (found.kind === 'unknown') end(state, { outcome: 'unknown', why: found.why }, because);
  else if (run.isProbe) end(state, { outcome: 'delivered', enhanced: '2.0.0', why: `aliased to ${found.value}` }, because);
  else {
    const next = note(run, 'alias_maps', 'rewrote', `${name} becomes ${found.value}`, found.origin, { brief: name });
    const hasOwner = findKey(run.system.mapsOf('alias_maps'), `owner-${name}`, 'whole').kind === 'hit';
    targets(
      { ...state, run: next, from: name, depth: state.depth + 1, ...(hasOwner && { owner: `owner-${name}` }) },
      targetsIn(found.value, { file: '', start: 0, end: found.value.length }),
      extension,
      because,
    );
  }
  return true;
}

function targets(state: State, all: readonly AliasTarget[], extension: string, because: Origin): void {
  for (const target of all) {
    if (state.run.budget.left < 0) return;
    switch (target.kind) {
      case 'command':
        end(state, { outcome: 'forwarded', why: `handed to the command ${target.text}` }, because);
        break;
      case 'file':
        end(state, { outcome: 'delivered', enhanced: '2.0.0', why: `appended to ${target.text}, if it can be written` }, because);
        break;
      case 'include':
        include(state, target.text, extension, because);
        break;
      case 'address':
        address(state, target.text, extension);
    }
  }
}

/** deliver_resolve_addr(): what this agent serves stays here, all else goes through the queue again. */
function address(state: State, text: string, extension: string): void {
  const { run } = state;
  const { parameters } = run.system;
  // A backslash in front means nothing here: asked of Postfix 3.7, \alice in an alias is alice with her own alias.
  const read = readRecipient(text) ?? { local: text, domain: undefined };
  const full = rewritten({ local: read.local + extension, domain: read.domain }, parameters);
  const resolved = resolve(run.system, full, SILENT);
  if (resolved.kind === 'resolved' && resolved.transport === state.transport) {
    return recipient({
      ...state,
      mailbox: resolved.mailbox,
      nexthop: resolved.nexthop,
    });
  }
  if (resolved.kind === 'unknown')
    return end({ ...state, mailbox: full }, { outcome: 'unknown', why: resolved.why }, { kind: 'unknown', why: resolved.why });
  if (resolved.kind === 'syntax')
    return end(
      { ...state, mailbox: full },
      { outcome: 'bounced', enhanced: '5.1.3', why: 'bad recipient address syntax' },
      { kind: 'default', setting: 'local' },
    );
  run.agents.cleanup(run, full);
}

function include(state: State, path: string, extension: string, because: Origin): void {
  // A list is read once for a message: who comes back to it gets nothing, and no bounce either.
  const mark = `include ${path.trim()}`;
  if (state.done.has(mark)) return;
  state.done.add(mark);
  const seen = state.run.system.mention({ path: path.trim(), format: nameList });
  if (seen.kind === 'absent' && seen.expected !== undefined)
    return end(state, { outcome: 'bounced', enhanced: '5.3.5', why: `the list ${path} is not there` }, because);
  if (seen.kind !== 'file') return end(state, { outcome: 'unknown', why: `the list ${path} is not in this workspace` }, because);
  const list = includedTargets(seen.file.text, seen.file.file);
  targets(
    { ...state, owner: state.owner ?? `:include:${path}` },
    list,
    propagates(state.run.system.parameters, 'include') ? extension : '',
    because,
  );
}

/** The recipients of an :include: or .forward file, line by line; a line that begins with # is a comment. */
export function includedTargets(text: string, file: string): AliasTarget[] {
  const res: AliasTarget[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const at: Place = { file, start, end: start + line.length };
    if (!/^\s*#/.test(line)) res.push(...targetsIn(text, at));
    start += line.length + 1;
  }
  return res;
}

function forward(state: State, user: string, extension: string): boolean {
  const { run } = state;
  const home = homeOfUser(run, user);
  if (home === undefined || state.done.has(`forward ${user}`)) return false;
  state.done.add(`forward ${user}`);
  for (const path of wordsFor({ mailbox: state.mailbox, user, extension, home }, 'forward_path', run.system.parameters)) {
    if (path.kind === 'fatal') continue;
    const seen = run.system.mention({ path: path.value.text, format: nameList });
    if (seen.kind !== 'file') continue;
    const all = includedTargets(seen.file.text, seen.file.file);
    // An empty file means delivery to the mailbox.
    if (all.length === 0) return false;
    const because: Origin = { kind: 'written', at: { file: seen.file.file, start: 0, end: seen.file.text.length } };
    const says = `${user} forwards to ${seen.file.text.trim().replace(/\s*\n\s*/g, ', ')}`;
    targets(
      {
        ...state,
        run: note(run, '.forward', 'rewrote', says, because, { brief: user }),
        depth: state.depth + 1,
        owner: state.owner ?? user,
        from: user,
      },
      all,
      propagates(run.system.parameters, 'forward') ? extension : '',
      because,
    );
    return true;
  }
  return false;
}

function homeOfUser(run: Run, user: string): string | undefined {
  const seen = run.system.mention({ path: '/etc/passwd', format: passwd });
  if (seen.kind !== 'file') return undefined;
  const file = seen.file as TableFile;
  const row = rowOfUser(file, user);
  return row < 0 ? undefined : homeOf(file, row);
}

/** deliver_mailbox() and deliver_unknown(). */
function mailboxOrUnknown(state: State, user: string, extension = ''): void {
  const { run } = state;
  const { parameters } = run.system;
  const pass = (name: string) => handOn(state, parameters.text(name), blame(parameters.assignment(name), name));
  if (mappedTransport(state, 'mailbox_transport_maps', user)) return;
  if (parameters.text('mailbox_transport') !== '') return pass('mailbox_transport');
  const known = findKey({ parameter: 'passwd', tables: [passwdTable(run)], strangers: [] }, user, 'part');
  const because: Origin = known.kind === 'hit' ? known.origin : { kind: 'default', setting: 'local' };
  if (known.kind === 'hit' && mailboxCommand(state, user)) return;
  if (known.kind === 'hit')
    return end(state, { outcome: 'delivered', enhanced: '2.0.0', why: `delivered to the mailbox of ${user}` }, because);
  if (known.kind !== 'miss') return end(state, { outcome: 'unknown', why: known.why }, because);
  if (mappedTransport(state, 'fallback_transport_maps', user)) return;
  if (parameters.text('fallback_transport') !== '') return pass('fallback_transport');
  if (catchAll(state, user, extension)) return;
  if (/^(mailer-daemon|postmaster)$/.test(user))
    return end(state, { outcome: 'discarded', enhanced: '2.0.0', why: `no alias for ${user}, so its mail is thrown away` }, because);
  end(state, { outcome: 'bounced', enhanced: '5.1.1', why: `unknown user: "${user}"` }, because);
}

/** luser_relay. Once only: a catch-all that nobody is does not catch its own mail. */
function catchAll(state: State, user: string, extension: string): boolean {
  const { run } = state;
  const { parameters } = run.system;
  const [target] = wordsFor({ mailbox: state.mailbox, user, extension }, 'luser_relay', parameters);
  if (target === undefined || state.done.has('luser_relay')) return false;
  state.done.add('luser_relay');
  const because = blame(parameters.assignment('luser_relay'), 'luser_relay');
  if (target.kind === 'fatal') end(state, { outcome: 'unknown', why: `luser_relay cannot be expanded: ${target.why}` }, because);
  else {
    const to = target.value.text;
    const next = note(run, 'luser_relay', 'rewrote', `No user ${user}, so the mail goes to ${to}`, because, { brief: `no user ${user}` });
    address({ ...state, run: next, depth: state.depth + 1 }, to, '');
  }
  return true;
}

/** mailbox_command_maps, else mailbox_command: both stand in front of the mailbox. */
function mailboxCommand(state: State, user: string): boolean {
  const { run } = state;
  const { parameters } = run.system;
  const outcome = run.isProbe ? 'delivered' : 'forwarded';
  const hand = (command: string, because: Origin) => end(state, { outcome, why: `handed to the command ${command}` }, because);
  if (mapped(state, 'mailbox_command_maps', user, hand)) return true;
  // The shell expands it: its variables are no parameters.
  const command = parameters.writtenValue('mailbox_command')?.text ?? '';
  if (command !== '') hand(command, blame(parameters.assignment('mailbox_command'), 'mailbox_command'));
  return command !== '';
}

function passwdTable(run: Run) {
  return run.system.open(tableRefOf({ text: 'unix:passwd.byname', origin: { kind: 'default', setting: 'local' }, via: [] })!);
}

function mappedTransport(state: State, name: string, user: string): boolean {
  return mapped(state, name, user, (transport, because) => handOn(state, transport, because));
}

/** True where the tables of a parameter decide: by an entry, or because they cannot be asked. */
function mapped(state: State, name: string, user: string, hit: (value: string, because: Origin) => void): boolean {
  const found = withValue(findKey(state.run.system.mapsOf(name), user, 'whole'));
  if (found.kind === 'miss') return false;
  const because = blame(state.run.system.parameters.assignment(name), name);
  if (found.kind === 'hit') hit(found.value, found.origin);
  else if (found.kind === 'broken') end(state, { outcome: 'deferred', enhanced: '4.3.0', why: found.why }, because);
  else end(state, { outcome: 'unknown', why: found.why }, because);
  return true;
}

/** deliver_pass(): another transport takes the recipient as it is. */
function handOn({ run, mailbox, nexthop: own }: State, written: string, because: Origin): void {
  const { transport, nexthop } = splitTransport(written);
  run.agents.handOver(run, { mailbox, transport, nexthop: nexthop || own, because });
}

function end({ run, mailbox, transport, nexthop }: State, ending: Ending, because: Origin): void {
  const recipient = written({ ...mailbox, local: mailbox.local.replace(/^\\/, '') });
  finish(run, 'local', { recipient, transport, nexthop }, ending, because);
}
