import { hostname } from 'node:os';
import { workspace } from 'vscode';
import { systemResolvers } from '../net/dns/system.ts';
import type { Resolver } from '../net/endpoint.ts';
import type { Outcome } from '../panel/messages.ts';
import { type NetworkSettings, readNetworkSettings } from '../settings.ts';
import { refused } from './runQuestion.ts';

/** What a command may use of the network: settings that were checked and at least one resolver; or why nothing may be asked. */
export type Network =
  | { readonly kind: 'network'; readonly settings: NetworkSettings; readonly resolvers: readonly Resolver[]; readonly from: string }
  | { readonly kind: 'refused'; readonly outcome: Outcome };

/** Reads the settings anew and sends nothing. Refused in Restricted Mode, for a setting that cannot be used, and without a resolver. */
export function openNetwork(): Network {
  if (!workspace.isTrusted) {
    const next = 'Trust this workspace with "Workspaces: Manage Workspace Trust", then run it again';
    return { kind: 'refused', outcome: refused('nothing was asked: the network is off in Restricted Mode', next) };
  }
  const configuration = workspace.getConfiguration('postmaster');
  const settings = readNetworkSettings((name) => configuration.get(name));
  if (0 < settings.problems.length) {
    const next = 'Correct it in the settings, then run it again';
    return { kind: 'refused', outcome: refused('nothing was asked: a setting cannot be used', next, settings.problems.join('; ')) };
  }
  const resolvers = settings.resolvers.length === 0 ? systemResolvers() : settings.resolvers;
  if (resolvers.length === 0) {
    return { kind: 'refused', outcome: refused('nothing was asked: this machine names no resolver', 'Name one in postmaster.resolvers') };
  }
  return { kind: 'network', settings, resolvers, from: hostname() };
}
