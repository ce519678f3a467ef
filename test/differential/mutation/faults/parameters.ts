import type { Deployment } from '../deployment.ts';
import type { Change, Fault } from '../fault.ts';
import { appended, domainLists, type Line, misspelled, parameterOf, parametersOf, replaced } from '../text.ts';

const mainCf = '/etc/postfix/main.cf';

/** What goes wrong in main.cf whatever the parameter says. */
export const parameterFaults: readonly Fault[] = [
  {
    kind: 'parameter misspelled',
    made: 'somebody types its name from memory',
    *apply(deployment) {
      for (const [i, line] of relevant(deployment).entries()) {
        const wrong = misspelled(line.key, i);
        yield { what: `${line.key} -> ${wrong}`, files: replaced(deployment, line, line.text.replace(line.key, wrong)) };
      }
    },
  },
  {
    kind: 'parameter in the singular',
    made: 'virtual_alias_map, relay_domain: it holds one thing only, after all',
    *apply(deployment) {
      for (const line of relevant(deployment)) {
        if (!line.key.endsWith('s')) continue;
        yield { what: line.key.slice(0, -1), files: replaced(deployment, line, line.text.replace(line.key, line.key.slice(0, -1))) };
      }
    },
  },
  {
    kind: 'parameter commented out',
    made: 'somebody tries something and forgets it',
    *apply(deployment) {
      for (const line of relevant(deployment)) {
        yield { what: `# ${line.key}`, files: replaced(deployment, line, line.text.replace(/^/gm, '#')) };
      }
    },
  },
  {
    kind: 'parameter removed',
    made: 'somebody takes a default configuration and loses a line',
    *apply(deployment) {
      for (const line of relevant(deployment)) yield { what: `no ${line.key}`, files: replaced(deployment, line, undefined) };
    },
  },
  {
    kind: 'parameter emptied',
    made: 'somebody clears a value to fill it in later',
    *apply(deployment) {
      for (const line of relevant(deployment)) yield { what: `${line.key} =`, files: replaced(deployment, line, `${line.key} =`) };
    },
  },
  {
    kind: 'parameter set again further down',
    made: 'a snippet of some manual is appended',
    *apply(deployment) {
      for (const line of relevant(deployment)) {
        const again = snippets[line.key];
        if (again !== undefined) yield { what: again, files: appended(deployment, mainCf, again) };
      }
    },
  },
  {
    kind: 'parameter indented',
    made: 'a blank slips in front of a line',
    *apply(deployment) {
      for (const line of relevant(deployment)) yield { what: line.key, files: replaced(deployment, line, ` ${line.text}`) };
    },
  },
  {
    kind: 'comment behind a value',
    made: 'somebody notes why',
    *apply(deployment) {
      for (const line of relevant(deployment)) yield { what: line.key, files: replaced(deployment, line, `${line.text}   # do not touch`) };
    },
  },
  {
    kind: 'comment sign inside a list',
    made: 'somebody switches the rest of a list off, it seems',
    *apply(deployment) {
      for (const name of lists) {
        const line = parameterOf(deployment, name);
        if (!line || !/[\s,]/.test(line.value)) continue;
        const [first = ''] = line.value.split(/[\s,]+/);
        const rest = line.value.slice(first.length).replace(/^[\s,]+/, '');
        yield { what: `${name} = ${first} #${rest}`, files: replaced(deployment, line, `${name} = ${first} # ${rest}`) };
      }
    },
  },
  {
    kind: 'two words of a list run together',
    made: 'a comma is deleted with the blank behind it',
    *apply(deployment) {
      for (const name of lists) {
        const line = parameterOf(deployment, name);
        const joined = line?.text.replace(/(?<=\w)(,\s*|\s+)(?=[\w$][^=]*$)/, '');
        if (line && joined !== undefined) yield { what: name, files: replaced(deployment, line, joined) };
      }
    },
  },
  {
    kind: 'quotes around a value',
    made: 'somebody writes shell scripts all day',
    *apply(deployment) {
      for (const line of relevant(deployment)) yield { what: line.key, files: replaced(deployment, line, `${line.key} = "${line.value}"`) };
    },
  },
  {
    kind: 'continuation line at the margin',
    made: 'an editor takes the indentation away',
    *apply(deployment) {
      for (const line of parametersOf(deployment.site.files)) {
        if (/\n[ \t]/.test(line.text)) yield { what: line.key, files: replaced(deployment, line, line.text.replace(/\n[ \t]+/g, '\n')) };
      }
    },
  },
  {
    kind: 'name of the host changed',
    made: 'the machine moves or gets a new name',
    apply: (deployment) => changed(deployment, 'myhostname', (it) => it.replace(/^[^.]+/, 'srv2')),
  },
  {
    kind: 'name of the host is a domain of its own',
    made: 'somebody sets myhostname to the mail domain',
    *apply(deployment) {
      const domains = new Set(deployment.addresses.map((it) => it.replace(/.*@/, '')));
      for (const domain of domains) yield* changed(deployment, 'myhostname', () => domain);
    },
  },
  {
    kind: 'mydomain changed',
    made: 'a template is filled in with the parent company',
    apply: (deployment) => changed(deployment, 'mydomain', (it) => `intern.${it}`),
  },
  {
    kind: 'myorigin changed',
    made: 'mail from the machine is to look nicer',
    *apply(deployment) {
      const domains = new Set(deployment.addresses.map((it) => it.replace(/.*@/, '')));
      for (const domain of domains) yield* changed(deployment, 'myorigin', () => domain);
    },
  },
  {
    kind: 'recipient_delimiter removed or changed',
    made: 'somebody prefers another sign, or wants none',
    *apply(deployment) {
      const isTagged = Object.values(deployment.site.files).some((it) => /\w\+\w+(@|,|$)/m.test(it));
      const invisible = isTagged ? {} : { invisible: 'no file names an address with a tag' };
      for (const sign of ['', '-', '_'])
        for (const it of changed(deployment, 'recipient_delimiter', () => sign)) yield { ...it, ...invisible };
      if (parameterOf(deployment, 'recipient_delimiter')) return;
      for (const sign of ['+', '-', '.']) {
        yield { what: `recipient_delimiter = ${sign}`, files: appended(deployment, mainCf, `recipient_delimiter = ${sign}`) };
      }
    },
  },
];

/** What tools and manuals tell people to append. */
const snippets: Readonly<Record<string, string>> = {
  mydestination: 'mydestination = $myhostname, localhost.$mydomain, localhost',
  alias_maps: 'alias_maps = $alias_database',
  virtual_alias_maps: 'virtual_alias_maps = hash:/etc/mailman/virtual-mailman',
  virtual_alias_domains: 'virtual_alias_domains = lists.example',
  virtual_mailbox_domains: 'virtual_mailbox_domains = $mydomain',
  virtual_mailbox_maps: 'virtual_mailbox_maps = static:all',
  relay_domains: 'relay_domains = $mydestination',
  relay_recipient_maps: 'relay_recipient_maps = hash:/etc/postfix/transport',
  local_recipient_maps: 'local_recipient_maps = unix:passwd.byname',
};

const lists = [...domainLists, 'alias_maps', 'virtual_alias_maps', 'virtual_mailbox_maps', 'local_recipient_maps'];
const names = [...lists, 'relay_recipient_maps', 'recipient_canonical_maps', 'transport_maps', 'virtual_transport', 'alias_database'];

function relevant(deployment: Deployment): readonly Line[] {
  return parametersOf(deployment.site.files).filter((it) => names.includes(it.key));
}

function* changed(deployment: Deployment, name: string, make: (value: string) => string): Generator<Change> {
  const line = parameterOf(deployment, name);
  if (!line) return;
  const value = make(line.value);
  if (value !== line.value) yield { what: `${name} = ${value}`, files: replaced(deployment, line, `${name} = ${value}`) };
}
