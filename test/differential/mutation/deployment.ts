import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseFixture } from '../../unit/fixture.ts';
import type { PostfixSite } from '../postfix/answers.ts';

/** A mail server that works, and the addresses that people write to. */
export interface Deployment {
  readonly name: string;
  readonly about: string;
  readonly site: PostfixSite;
  readonly addresses: readonly string[];
  /** Who has a mailbox on a server that this one hands mail to. */
  readonly elsewhere: readonly string[];
}

const folder = path.join(import.meta.dirname, 'deployments');

/** Every text of the folder: files in the fixture language, with sections for what it is, whom to ask about and who lives elsewhere. */
export function deployments(): readonly Deployment[] {
  const names = readdirSync(folder).filter((it) => it.endsWith('.txt'));
  return names.sort().map((it) => readDeployment(it.replace(/\.txt$/, ''), readFileSync(path.join(folder, it), 'utf8')));
}

function readDeployment(name: string, text: string): Deployment {
  const { files } = parseFixture(text);
  const section = (title: string): readonly string[] => (files.get(title) ?? '').split('\n').filter((it) => it !== '');
  const site = {
    files: Object.fromEntries([...files].filter(([it]) => it.startsWith('/'))),
    ...hostOf(files.get('/etc/postfix/main.cf') ?? ''),
  };
  return { name, about: section('about').join(' '), site, addresses: section('addresses'), elsewhere: section('exists elsewhere') };
}

function hostOf(mainCf: string): { readonly hostname: string } {
  return { hostname: /^myhostname *= *(\S+)/m.exec(mainCf)?.[1] ?? 'mail.example.com' };
}

/**
 * The recipients whom another server refuses: whoever is named in a domain that it has mailboxes of, and has none there.
 * A test that asks about many variants of one deployment names all their files.
 */
export function unknownElsewhere({ elsewhere }: Deployment, texts: Iterable<string>): readonly string[] {
  const domains = new Set(elsewhere.map((it) => it.slice(it.indexOf('@') + 1)));
  const known = new Set(elsewhere);
  const named = new Set([...texts].flatMap((it) => it.toLowerCase().match(/[\w.+-]+@[\w.-]+/g) ?? []));
  return [...named].filter((it) => domains.has(it.slice(it.indexOf('@') + 1)) && !known.has(it.replace(/\+.*@/, '@')));
}
