/** Paths of the program have forward slashes on every system; a drive such as c: may stand in front. */

export function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function dirname(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : path.slice(0, slash);
}

export function join(folder: string, path: string): string {
  return normalize(`${folder}/${path}`);
}

/** Without empty parts, `.` and `..`; nothing lies above the root. */
export function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `${/^[a-z]:/i.test(path) ? '' : '/'}${parts.join('/')}`;
}

/** False for the URI of a document that lies on no disk. */
export function isOnDisk(file: string): boolean {
  return /^(\/|[a-z]:\/)/i.test(file);
}

/** True where the folder is the path or holds it. */
export function holds(folder: string, path: string): boolean {
  return folder === '/' || path === folder || path.startsWith(`${folder}/`);
}

/** As people write it down: from the folder, where it holds the path. */
export function relative(folder: string, path: string): string {
  if (!holds(folder, path) || path === folder) return path;
  return path.slice(folder === '/' ? 1 : folder.length + 1);
}
