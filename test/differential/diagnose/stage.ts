import path from 'node:path';
import type { Diagnosis } from '../../../client/src/diagnose/diagnosis.ts';
import { parseFixture } from '../../unit/fixture.ts';
import { runInBox } from '../box/box.ts';
import type { PostfixSite } from '../postfix/answers.ts';
import type { Job } from './worker.ts';

/** A staged fault: a real Postfix, name servers with zones, other mail hosts, and the address that somebody asks about. */
export interface Stage {
  readonly title: string;
  readonly address: string;
  /**
   * Sections of the fixture language: files by path (/etc/postfix/main.cf), `zone` and `cached` with DNS records, and `host IP` with
   * the answers of another mail server.
   */
  readonly fixture: string;
  readonly site?: Omit<PostfixSite, 'files'>;
  /** Files that change after Postfix has started. */
  readonly afterStart?: string;
  /** A server that is asked instead of the mail exchangers. */
  readonly server?: string;
}

/** Where the described Postfix listens, and where its name leads. */
export const ownAddress = '127.0.0.1';

const timeoutMs = 60_000;

/** Sets the stage on a machine of its own and diagnoses the address there. */
export async function diagnoseOn(stage: Stage): Promise<Diagnosis> {
  const { title, address, site = {}, server } = stage;
  const files: Record<string, string> = {};
  const hosts: Record<string, string> = {};
  const zones = { current: '', cached: '' };
  for (const [name, text] of parseFixture(stage.fixture).files) {
    if (name === 'zone') zones.current = text;
    else if (name === 'cached') zones.cached = text;
    else if (name.startsWith('host ')) hosts[name.slice('host '.length)] = text;
    else files[name] = text;
  }
  const afterStart = Object.fromEntries(stage.afterStart === undefined ? [] : parseFixture(stage.afterStart).files);
  const job: Job = {
    site: { hostname: 'mx1.shop.example', ...site, files },
    zones,
    hosts,
    afterStart,
    address,
    ...(server === undefined ? {} : { server }),
  };
  const result = await runInBox<Diagnosis | { readonly error: string }>(path.join(import.meta.dirname, 'worker.ts'), job, timeoutMs);
  if (result.kind === 'failed') throw new Error(`${title}: ${result.why}`);
  if ('error' in result.answer) throw new Error(`${title}: ${result.answer.error}`);
  return result.answer;
}
