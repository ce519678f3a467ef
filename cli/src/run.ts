import { check } from './commands/check.ts';
import { diagnose } from './commands/diagnose.ts';
import { explain } from './commands/explain.ts';
import { mx } from './commands/mx.ts';
import { probe } from './commands/probe.ts';
import { rules } from './commands/rules.ts';
import { type ExitCode, refuse } from './io.ts';
import type { Parts } from './systems.ts';
import { usageOf } from './usage.ts';
import { version } from './version.ts';

type Command = (args: readonly string[], parts: Parts) => ExitCode | Promise<ExitCode>;

const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['check', check],
  ['explain', explain],
  ['mx', mx],
  ['probe', probe],
  ['diagnose', diagnose],
  ['rules', rules],
]);

/** Runs what the words of the call ask for. */
export async function run(args: readonly string[], parts: Parts): Promise<ExitCode> {
  const { io } = parts;
  const [name, ...rest] = args;
  const options = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest;
  if (name === '--version' || name === '-V') return say(`${version}\n`);
  if (name === 'help') return say(usageOf(rest[0]));
  if (name === '--help' || name === '-h' || options.includes('--help') || options.includes('-h')) return say(usageOf(name));
  const command = name === undefined ? undefined : commands.get(name);
  if (command) return command(rest, parts);
  const names = [...commands.keys()].join(', ');
  return refuse(
    io,
    name === undefined ? `one of these is needed: ${names}; --help says more` : `there is no command ${name}; there are ${names}`,
  );

  function say(text: string): ExitCode {
    io.out(text);
    return 0;
  }
}
