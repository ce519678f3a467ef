/** Times as people say them: whole units, never more than two. */

/** Seconds that an answer may still be kept: 45 s, 41 min, 2 h 5 min, 3 days. */
export function lifetime(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.round(hours / 24)} days`;
}

/** Milliseconds that a step took: 84 ms, 1.2 s, 75 s. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  return milliseconds < 10_000 ? `${(milliseconds / 1000).toFixed(1)} s` : `${Math.round(milliseconds / 1000)} s`;
}

/** When a question was asked, in the zone of whoever reads: today 14:02, yesterday 09:30, 2026-11-03 18:00. */
export function when(at: number, now: number): string {
  const date = new Date(at);
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}`;
  const days = Math.round((midnight(now) - midnight(at)) / 86_400_000);
  if (days === 0) return `today ${clock}`;
  if (days === 1) return `yesterday ${clock}`;
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${clock}`;
}

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
