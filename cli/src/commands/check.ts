import type { Severity } from '../../../server/src/core/rule.ts';
import { allRules } from '../../../server/src/features/ruleManual.ts';
import { decodeHead } from '../../../server/src/workspace/decode.ts';
import { findingsOf, type Report } from '../../../server/src/workspace/findings.ts';
import { holds } from '../../../server/src/workspace/path.ts';
import type { Snapshot, SystemView } from '../../../server/src/workspace/snapshot.ts';
import type { World } from '../../../server/src/workspace/world.ts';
import { toGithub } from '../formats/github.ts';
import { toJson } from '../formats/json.ts';
import { type Listed, listed } from '../formats/listed.ts';
import { toSarif } from '../formats/sarif.ts';
import { toText } from '../formats/text.ts';
import { type ExitCode, type Io, note, refuse } from '../io.ts';
import { foldersAround } from '../neighbors.ts';
import { readOptions } from '../options.ts';
import { regionsOf } from '../positions.ts';
import { absolute, openSystems, type Parts } from '../systems.ts';
import { version } from '../version.ts';

const formats = ['text', 'json', 'sarif', 'github'] as const;
type Format = (typeof formats)[number];

/** postmaster check: what the rules find in the systems below the paths. */
export function check(args: readonly string[], parts: Parts): ExitCode {
  const { io } = parts;
  const read = readOptions(args, {
    root: { type: 'string' },
    format: { type: 'string', default: 'text' },
    'fail-on': { type: 'string', default: 'warning' },
  });
  if (read.kind === 'wrong') return refuse(io, read.why);
  const { root, 'fail-on': failOn } = read.values;
  const format = formats.find((it) => it === read.values.format);
  if (!format) return refuse(io, `--format takes ${formats.join(', ')}, not ${read.values.format}`);
  if (failOn !== 'error' && failOn !== 'warning') return refuse(io, `--fail-on takes error or warning, not ${failOn}`);
  if (read.words.length === 0 && root === undefined) return refuse(io, 'check needs a PATH, or --root DIR');

  const paths = read.words.map((it) => pathOf(it, parts));
  const missing = paths.find((it) => it.kind === 'missing');
  if (missing) return refuse(io, `${missing.written} cannot be read`);
  const isOnlyRoots = 0 < paths.length && paths.every((it) => it.kind === 'root');
  const folders = paths.flatMap(({ kind, path }) => {
    if (kind === 'folder') return path;
    if (holds(io.cwd, path)) return io.cwd;
    return kind === 'file' && root === undefined ? foldersAround(path, parts) : path;
  });
  const all = paths.map((it) => it.path);
  const named = paths.filter((it) => it.kind === 'file').map((it) => it.path);
  const open = (only: readonly string[] | undefined) =>
    openSystems({ root, only }, [...new Set(folders)], { ...parts, world: listing(named, parts.world) });
  const usual = open(isOnlyRoots ? all : undefined);
  // Files that no system reads may begin systems of their own, whatever their names.
  const isStrange = usual.kind === 'opened' && 0 < named.length && paths.every((it) => systemsAt(it, usual.snapshot).length === 0);
  const strange = isStrange ? open(all) : usual;
  const opened = strange.kind === 'opened' && strange.snapshot.systems.length === 0 ? usual : strange;
  if (opened.kind === 'refused') return refuse(io, opened.why);
  const { snapshot, nameOf } = opened;
  if (snapshot.systems.length === 0) return refuse(io, `there is no mail system in ${read.words.join(', ') || root}`);
  const stranger = paths.find((it) => systemsAt(it, snapshot).length === 0);
  if (stranger) return refuse(io, `no mail system here reads ${stranger.written}`);
  const reports = paths.length === 0 ? snapshot.findings() : reportsAt(paths, snapshot, io);
  const regionOf = regionsOf(snapshot.textOf);
  const found = reports.map((it) => listed(it, regionOf, nameOf));
  io.out(rendered(found, format, parts));
  if (format === 'text') io.err(summary(found));
  const failing: readonly Severity[] = failOn === 'error' ? ['error'] : ['error', 'warning'];
  return found.some((it) => failing.includes(it.severity)) ? 1 : 0;

  function rendered(findings: readonly Listed[], as: Format, { mtas: servers }: Parts): string {
    switch (as) {
      case 'text':
        return toText(findings);
      case 'json':
        return toJson(findings);
      case 'github':
        return toGithub(findings);
      case 'sarif':
        return toSarif(findings, allRules(servers), version);
      default:
        return as satisfies never;
    }
  }
}

/** A path of the call: a folder with systems, the file that begins one, or a file that a system reads. */
interface CheckedPath {
  readonly kind: 'folder' | 'root' | 'file' | 'missing';
  readonly written: string;
  readonly path: string;
}

/** The world, in which files that were named are seen wherever they lie: a system finds some of its files by their names only. */
function listing(named: readonly string[], world: World): World {
  return {
    ...world,
    list(folders) {
      const { files, ...rest } = world.list(folders);
      return { ...rest, files: [...new Set([...files, ...named])] };
    },
  };
}

function pathOf(written: string, { io, world, mtas }: Parts): CheckedPath {
  const path = absolute(written, io);
  const { kind } = world.stat(path);
  if (kind === 'directory') return { kind: 'folder', written, path };
  if (kind !== 'file') return { kind: 'missing', written, path };
  const head = decodeHead(world.head(path, 2048));
  return { kind: mtas.some((it) => it.begins(path, head)) ? 'root' : 'file', written, path };
}

function systemsAt({ kind, path }: CheckedPath, snapshot: Snapshot): readonly SystemView[] {
  if (kind === 'file') return snapshot.systemsOf(path);
  return snapshot.systems.filter(({ system }) => holds(path, system.root));
}

/** All that is found in the systems that were named, and of the others what is found in the files that were named. */
function reportsAt(paths: readonly CheckedPath[], snapshot: Snapshot, io: Io): readonly Report[] {
  const whole = new Set(paths.filter((it) => it.kind !== 'file').flatMap((it) => systemsAt(it, snapshot)));
  const files = new Set(paths.filter((it) => it.kind === 'file').map((it) => it.path));
  const rest = new Set([...files].flatMap(snapshot.systemsOf).filter((it) => !whole.has(it)));
  const log = (message: string) => note(io, message);
  return [...findingsOf([...whole], new Map(), log), ...findingsOf([...rest], new Map(), log).filter((it) => files.has(it.at.file))];
}

function summary(findings: readonly Listed[]): string {
  const count = (severity: Severity) => findings.filter((it) => it.severity === severity).length;
  const words = (['error', 'warning', 'info', 'hint'] as const).flatMap((it) => {
    const number = count(it);
    return number === 0 ? [] : [`${number} ${it}${number === 1 || it === 'info' ? '' : 's'}`];
  });
  return words.length === 0 ? 'nothing found\n' : `${words.join(', ')}\n`;
}
