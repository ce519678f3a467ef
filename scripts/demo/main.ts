import { startDemo } from './start.ts';

/** Starts the demo and prints where it listens as one line of JSON. It ends with its standard input, or when it is asked to. */
const demo = await startDemo();
const { resolvers, port, hosts } = demo;
process.stdout.write(`${JSON.stringify({ resolvers, port, hosts })}\n`);
const stop = (): void => void demo.close().then(() => process.exit(0));
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
if (process.argv.includes('--until-stdin-ends')) process.stdin.on('end', stop).resume();
