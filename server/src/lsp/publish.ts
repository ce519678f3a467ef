import type { Connection } from 'vscode-languageserver';
import type { FileId } from '../core/text.ts';
import { languagesNotification } from '../protocol.ts';
import { grouped } from '../workspace/grouped.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import { converter } from './convert.ts';
import { uriOf } from './uri.ts';

/** Tells the editor the findings of all files of all systems, opened or not, and takes back those of files that have none any more. */
export function publisher(connection: Connection, versionOf: (file: FileId) => number | undefined): (snapshot: Snapshot) => void {
  // What was told of each file last, to be quiet about the rest.
  const told = new Map<FileId, string>();
  const languages = new Map<string, string>();
  return (snapshot) => {
    publishDiagnostics(snapshot);
    publishLanguages(snapshot);
  };

  function publishDiagnostics(snapshot: Snapshot): void {
    const convert = converter(snapshot.textOf);
    const byFile = grouped(snapshot.findings(), (it) => it.at.file);
    for (const file of told.keys()) if (!byFile.has(file)) send(file, []);
    for (const [file, reports] of byFile) send(file, reports.map(convert.diagnostic));

    function send(file: FileId, diagnostics: ReturnType<typeof convert.diagnostic>[]): void {
      const words = JSON.stringify(diagnostics);
      if (told.get(file) === words) return;
      if (diagnostics.length === 0) told.delete(file);
      else told.set(file, words);
      const version = versionOf(file);
      void connection.sendDiagnostics({ uri: uriOf(file), diagnostics, ...(version === undefined ? {} : { version }) });
    }
  }

  /** Only what is new: the client keeps the rest. */
  function publishLanguages({ systems }: Snapshot): void {
    const fresh: Record<string, string> = {};
    for (const { file, format } of systems.flatMap((it) => it.system.files)) {
      const uri = uriOf(file);
      if (languages.get(uri) === format) continue;
      languages.set(uri, format);
      fresh[uri] = format;
    }
    if (0 < Object.keys(fresh).length) void connection.sendNotification(languagesNotification, fresh);
  }
}
