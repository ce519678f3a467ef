import { type ParseArgsConfig, parseArgs } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<O extends Options> = ReturnType<typeof parseArgs<{ options: O; allowPositionals: true; strict: true }>>;

/** Reads options and words of a command, or says in one line what is wrong with them. */
export function readOptions<O extends Options>(
  args: readonly string[],
  options: O,
):
  | { readonly kind: 'read'; readonly values: Parsed<O>['values']; readonly words: readonly string[] }
  | { readonly kind: 'wrong'; readonly why: string } {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    return { kind: 'read', values, words: positionals };
  } catch (error) {
    // Node's own words, without its advice about dashes in the sentences behind the first.
    const words = error instanceof Error ? error.message : String(error);
    return { kind: 'wrong', why: words.split(/\.\s|\n/)[0]!.replace(/\.$/, '') };
  }
}
