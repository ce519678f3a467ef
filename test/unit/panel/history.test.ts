import { describe, expect, it } from 'vitest';
import { restored, withProgress, withRun } from '../../../client/src/panel/history.ts';
import type { Run } from '../../../client/src/panel/messages.ts';

function run(id: string, outcome: Run['outcome'] = { kind: 'running', says: [] }): Run {
  return { id, question: { kind: 'mx', domain: `${id}.example` }, at: 0, outcome };
}

const done = { kind: 'rule', markdown: '# a', ms: 2 } as const;

describe('the history', () => {
  it('has the newest run first and never more than twenty', () => {
    const runs = Array.from({ length: 25 }, (_, index) => run(`r${index}`)).reduce<readonly Run[]>(withRun, []);
    expect(runs.map(({ id }) => id).slice(0, 2)).toEqual(['r24', 'r23']);
    expect(runs).toHaveLength(20);
  });

  it('puts the end of a run into the place of its beginning', () => {
    const runs = withRun([run('b'), run('a')], run('a', done));
    expect(runs.map(({ id, outcome }) => `${id} ${outcome.kind}`)).toEqual(['b running', 'a rule']);
  });

  it('takes progress of a running question only', () => {
    expect(withProgress(run('a', { kind: 'running', says: ['one'] }), 'two').outcome).toEqual({ kind: 'running', says: ['one', 'two'] });
    expect(withProgress(run('a', done), 'late').outcome).toEqual(done);
  });

  it('comes back after a reload, a question that was running as interrupted', () => {
    const { runs, shown } = restored({ version: 1, runs: [run('a'), run('b', done)], shown: 'b' });
    expect(runs.map(({ outcome }) => outcome.kind)).toEqual(['cancelled', 'rule']);
    expect(shown).toBe('b');
  });

  it.each([[undefined], [{}], [{ version: 2, runs: [run('a')] }], [{ version: 1, runs: 'none' }]])(
    'is empty after a reload with %o',
    (state) => {
      expect(restored(state)).toEqual({ version: 1, runs: [], shown: undefined });
    },
  );
});
