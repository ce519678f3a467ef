import type { Status } from './answers.ts';

const delivery =
  /postfix\/?[^[]*\/(\w+)\[\d+\]: (\w+): to=<(.*?)>, (?:orig_to=<(.*?)>, )?relay=.*?, .*?dsn=([\d.]+), status=(\S+) \((.*)\)$/;

export interface Progress {
  readonly statuses: readonly Status[];
  /** False while something is still on its way. Deferred mail counts as arrived: it would stay for days. */
  readonly isComplete: boolean;
}

/** What became of a message, by its queue id; messages that it was forwarded as are followed. */
export function follow(log: string, queueId: string): Progress {
  const todo = [queueId];
  const seen = new Set<string>();
  const statuses: Status[] = [];
  let isComplete = true;
  for (let id = todo.shift(); id !== undefined; id = todo.shift()) {
    if (seen.has(id)) continue;
    seen.add(id);
    let isRemoved = false;
    let isDeferred = false;
    for (const line of log.split('\n')) {
      if (!line.includes(`: ${id}: `)) continue;
      if (line.endsWith(`: ${id}: removed`)) isRemoved = true;
      const found = delivery.exec(line);
      if (found?.[2] !== id) continue;
      const [, agent = '', , to = '', originalTo, enhanced = '', status = '', text = ''] = found;
      statuses.push({ to, ...(originalTo === undefined ? {} : { originalTo }), agent, enhanced, status, text: withoutIds(text) });
      if (status === 'deferred' || status === 'SOFTBOUNCE') isDeferred = true;
      const child = /^forwarded as (\w+)$/.exec(text)?.[1];
      if (child !== undefined) todo.push(child);
    }
    if (!isRemoved && !isDeferred) isComplete = false;
  }
  return { statuses, isComplete };
}

/** Said on every machine without NIS, because alias_maps has nis: by default; what our own settings bring about; and clocks that differ. */
const isNoise = (line: string): boolean =>
  /dict_nis_init|overriding earlier entry|file system clock is|resetting file time stamps/.test(line);

/** Warnings and worse, once each, without times, process ids and queue ids. */
export function complaints(log: string): readonly string[] {
  const lines = log
    .split('\n')
    .filter((it) => /: (warning|error|fatal|panic):/.test(it) && !isNoise(it))
    .map((it) =>
      it
        .replace(/^.*?postfix\//, '')
        .replace(/\[\d+\](?=:)/, '')
        .replace(/: [0-9A-F]{6,}: /, ': '),
    );
  return [...new Set(lines)].sort();
}

/** Why smtpd ended, where it did. */
export function lastWords(log: string): string | undefined {
  const fatal = log.split('\n').find((it) => /\/smtpd\[\d+\]: (fatal|panic):/.test(it));
  return fatal?.replace(/^.*?\/smtpd\[\d+\]: /, '');
}

function withoutIds(text: string): string {
  return text.replace(/^forwarded as \w+$/, 'forwarded').replace(/queued as \w+/, 'queued');
}
