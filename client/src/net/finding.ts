import type { MxFinding } from './results.ts';

/** A finding with which mail bounces, waits or does not find its way. */
export function error(id: string, message: string): MxFinding {
  return { id, severity: 'error', message };
}

/** A finding with which part of the mail, or of the senders, goes wrong. */
export function warning(id: string, message: string): MxFinding {
  return { id, severity: 'warning', message };
}

/** A finding that is worth knowing and changes no exit code. */
export function info(id: string, message: string): MxFinding {
  return { id, severity: 'info', message };
}
