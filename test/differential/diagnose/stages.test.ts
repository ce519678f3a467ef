import { describe, expect, test } from 'vitest';
import { whyNoPostfix } from '../postfix/ask.ts';
import { diagnoseOn } from './stage.ts';
import { stages } from './stages.ts';

test('a real Postfix can be asked here', () => {
  expect(whyNoPostfix()).toBeUndefined();
});

describe.each(Object.entries(stages))('the cause %s', (cause, staged) => {
  test.concurrent.for(staged)('is named for $title', async (stage, { expect }) => {
    const diagnosis = await diagnoseOn(stage);
    expect(`${diagnosis.cause}: ${diagnosis.says}`).toMatch(new RegExp(`^${cause}: `));
    expect(`\n${stage.title}\n  ${diagnosis.says}\n  ${diagnosis.detail ?? ''}\n`).toMatchSnapshot();
  });
});
