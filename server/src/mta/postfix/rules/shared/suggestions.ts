import { replaceWord } from '../../../../core/edits.ts';
import type { Finding, Fix } from '../../../../core/rule.ts';
import { nearNames } from '../../../../formats/nearName.ts';
import { isPerson } from '../../../../formats/passwd.ts';
import { tableFilesOf } from '../../redirections.ts';
import { isHostname, type Mailbox, written } from '../../routing/address.ts';
import { deliveriesOf } from '../../routing/index.ts';
import type { Postfix } from '../../system.ts';
import type { DeadTarget } from './deadTargets.ts';
import { localDomains } from './localDomain.ts';
import { usersOf } from './users.ts';

/** Asked about a recipient that nobody is, whom it may have been meant for. */
export function suggestionsFor(system: Postfix): (dead: DeadTarget) => Fix[] {
  const nearestName = nearNames(() => localNames(system));
  const nearestAddress = nearNames(() => hostedAddresses(system));
  return ({ target, nobody }) => {
    const { mailbox, isCompleted } = nobody;
    const text = isCompleted ? atThisHost(system, mailbox) : isLocal(mailbox) ? nameLike(target.text, mailbox) : addressLike(mailbox);
    return text === undefined ? [] : [{ title: `Change it to ${text}`, edits: [replaceWord(target.at, text)] }];
  };

  function isLocal({ domain }: Mailbox): boolean {
    const found = domain === undefined ? undefined : system.classOf(domain);
    return found?.kind === 'class' && found.class === 'local';
  }
  function nameLike(text: string, { local }: Mailbox): string | undefined {
    const near = nearestName(local.toLowerCase());
    return near === undefined ? undefined : text.replace(local, near);
  }
  function addressLike(mailbox: Mailbox): string | undefined {
    return nearestAddress(written(mailbox).toLowerCase()) ?? sameUserElsewhere(system, mailbox);
  }
}

/** What completes a bare name with a domain in which it is nobody. */
export function originOf(system: Postfix, { nobody }: DeadTarget): Pick<Finding, 'related'> {
  const at = system.parameters.assignment('myorigin')?.valueAt;
  return nobody.isCompleted && at ? { related: [{ at, message: 'completes names without a domain' }] } : {};
}

/** The same name in a domain that this host delivers itself; localhost says so best. */
function atThisHost(system: Postfix, { local }: Mailbox): string | undefined {
  const domains = [...localDomains(system)];
  const preferred = [...domains.filter((it) => it === 'localhost'), ...domains];
  const domain = preferred.find((it) =>
    deliveriesOf(system, { local, domain: it }).every((end) => /^(delivered|forwarded)$/.test(end.outcome)),
  );
  return domain === undefined ? undefined : written({ local, domain });
}

const MOST_DOMAINS = 100;

/** The same user in another domain of this host. */
function sameUserElsewhere(system: Postfix, { local, domain }: Mailbox): string | undefined {
  const files = ['virtual_mailbox_maps', 'virtual_alias_maps'].flatMap((it) => tableFilesOf(system, it));
  const domains = system.claims.slice(0, MOST_DOMAINS).map((it) => it.domain);
  const addresses = domains.filter((it) => it !== domain?.toLowerCase() && isHostname(it)).map((it) => written({ local, domain: it }));
  return addresses.find((address) => files.some((it) => 0 <= it.rows.find(address)));
}

/** Aliases, people with an account, and root: nobody means to write to the account of a package. */
function* localNames(system: Postfix): Generator<string> {
  for (const { rows } of tableFilesOf(system, 'alias_maps')) for (let row = 0; row < rows.count; row++) yield rows.key(row);
  const users = usersOf(system);
  for (let row = 0; users && row < users.rows.count; row++) {
    const name = users.rows.key(row);
    if (name === 'root' || isPerson(users, row)) yield name;
  }
}

function* hostedAddresses(system: Postfix): Generator<string> {
  for (const parameter of ['virtual_mailbox_maps', 'virtual_alias_maps']) {
    for (const { rows } of tableFilesOf(system, parameter)) {
      for (let row = 0; row < rows.count; row++) {
        const key = rows.key(row).toLowerCase();
        if (0 < key.indexOf('@')) yield key;
      }
    }
  }
}
