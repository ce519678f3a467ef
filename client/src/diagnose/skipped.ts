import type { ExplainedStep } from '../../../server/src/protocol.ts';

/** A server that has very many questions passes most of them over, and says so of each. */
export function isSkipped({ verdict, brief }: ExplainedStep): boolean {
  return verdict === 'passed' && brief === 'skipped';
}
