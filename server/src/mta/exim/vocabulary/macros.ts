import type { Macro } from '../syntax/macros.ts';

export function builtInMacros(): readonly Macro[] {
  return [];
}
