import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { seedOfThisRun } from '../oracle/seed.ts';
import type { Alteration } from '../sabotage/altered.ts';
import { startAltered } from '../sabotage/altered-service.ts';
import { startService } from '../service/running.ts';
import { ServiceStory, type StoryService } from '../stories/service-story.ts';
import { anyDeeds, CountedLooks, type Deed } from './random-looks.ts';

const SEED = seedOfThisRun();
const DEEDS = 250;
const MINUTES = 180_000;
const ENV = { LIMIT_QUESTIONS: 'off' };

async function countLooks(service: StoryService, deeds: readonly Deed[]): Promise<CountedLooks> {
  const looks = new CountedLooks(new ServiceStory(service));
  await looks.register();
  for (const deed of deeds) await looks.do(deed);
  return looks;
}

test(
  `every look leaves its row and every row has its look (R24): ${DEEDS} random deeds (seed ${SEED})`,
  async () => {
    const service = await startService({ env: ENV });
    try {
      const [deeds = []] = fc.sample(anyDeeds(DEEDS), { seed: SEED, numRuns: 1 });
      const { wrong, rows } = await countLooks(service, deeds);
      console.info(`looks and rows: ${DEEDS} deeds, ${rows} rows, ${wrong.length} wrong`);
      expect(wrong.slice(0, 5)).toEqual([]);
      expect(rows).toBeGreaterThan(50);
    } finally {
      await service.stop();
    }
  },
  MINUTES,
);

const TWICE: readonly Deed[] = [
  { does: 'list' },
  { does: 'minute-passes' },
  { does: 'list' },
  { does: 'quarter-passes' },
  { does: 'list' },
];

describe('sabotage: the comparison of looks and rows finds', () => {
  const SABOTAGES: readonly (readonly [what: string, Alteration, readonly Deed[]])[] = [
    [
      'a look that forgets its row',
      {
        file: 'libs/access-log/with-read-log.ts',
        from: 'await recordReads(client, isList(made) ? made : [made]);',
        to: '',
      },
      [{ does: 'status', who: 0 }],
    ],
    [
      'a list that forgets whom it showed',
      { file: 'libs/access-log/list-look.ts', from: 'if (look.persons.length === 0) return;', to: 'return;' },
      TWICE,
    ],
    [
      'a list that counts the same look twice',
      {
        file: 'libs/access-log/list-look.ts',
        from: 'and at > $1::timestamptz - make_interval',
        to: 'and false and at > $1::timestamptz - make_interval',
      },
      TWICE,
    ],
    [
      'a list that is one look for ever',
      { file: 'libs/access-log/list-look.ts', from: 'SAME_LOOK_MINUTES = 15', to: 'SAME_LOOK_MINUTES = 1500' },
      TWICE,
    ],
    [
      'a plain receipt that counts as a look',
      {
        file: 'apps/status/receipt/receipt.query.ts',
        from: 'return withEffect ? {',
        to: 'await this.effect(actor, event); return withEffect ? {',
      },
      [{ does: 'plain', who: 0 }],
    ],
    [
      'an effect that shows nothing and leaves no row',
      {
        file: 'apps/status/receipt/receipt.query.ts',
        from: '=> ({ ...read, fields }),',
        to: '=> (fields.length > 0 ? { ...read, fields } : []),',
      },
      [{ does: 'effect', who: 0 }],
    ],
  ];

  test.each(SABOTAGES)(
    '%s',
    async (_what, alteration, deeds) => {
      const altered = await startAltered([alteration], ENV);
      try {
        expect((await countLooks(altered, deeds)).wrong).not.toEqual([]);
      } finally {
        await altered.stop();
      }
    },
    MINUTES,
  );
});
