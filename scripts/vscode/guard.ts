// Ends a process group when this process is gone, however it went.

import { spawn } from 'node:child_process';

/**
 * A shell waits at a pipe that only this process holds; after a SIGKILL too the pipe closes, and the shell ends the group.
 * Returns what calls the guard off.
 */
export function endWithUs(group: number): () => void {
  // `kill -s TERM -- -PID` is the form that dash takes; `kill -TERM -- -PID` leaves the group running there.
  const script = 'cat >/dev/null; kill -s TERM -- -"$1"; sleep 3; kill -s KILL -- -"$1"';
  const guard = spawn('/bin/sh', ['-c', script, 'guard', String(group)], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  guard.unref();
  (guard.stdin as unknown as { unref(): void }).unref();
  return () => {
    // The whole group: `cat` would outlive its shell by a moment.
    try {
      process.kill(-guard.pid!, 'SIGKILL');
    } catch {
      // It is gone already.
    }
  };
}
