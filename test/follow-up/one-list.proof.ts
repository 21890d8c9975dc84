import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { importInstitutions } from '#libs/institutions';
import { SANDBOX_INSTITUTIONS } from '#apps/sandbox/issuer/institutions';
import { printFigure } from '../crash/figure-line.ts';
import { seedOfThisRun } from '../oracle/seed.ts';
import type { Alteration } from '../sabotage/altered.ts';
import { startAltered } from '../sabotage/altered-service.ts';
import { type RunningService, startService } from '../service/running.ts';
import { ServiceStory } from '../stories/service-story.ts';
import { sendAndCheck } from './lists-partition.ts';
import { anyResidenceStory } from './reported-residences.ts';

const SEED = seedOfThisRun();
const STORIES = 300;
const ENV = { LIMIT_QUESTIONS: 'off', LIMIT_REPORTS: 'off' };
const MINUTES = 240_000;

describe('exactly one holder over PostgreSQL and HTTP (R17)', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await startService({ env: ENV });
    // Schools whose municipality does not exist, so that no municipality holds their cases.
    const nowhere = SANDBOX_INSTITUTIONS.map((listed) =>
      listed.number === '990410' ? { ...listed, municipality: '0999' } : listed,
    );
    await importInstitutions(service.parts.pool, nowhere, { on: '2025-08-01', source: 'sandbox' });
    await service.parts.institutions.refresh();
  });
  afterAll(() => service.stop());

  test(
    `${STORIES} random histories: each open case is on one list, the right holder’s (seed ${SEED})`,
    async () => {
      const stories = fc.sample(anyResidenceStory(['990110', '990410']), { seed: SEED, numRuns: STORIES });
      const { open, byHolder, wrong } = await sendAndCheck(new ServiceStory(service), stories, {
        990110: '0751',
        990410: null,
      });
      console.info(
        `one list: seed ${SEED}, ${open} open cases, ` +
          `${[...byHolder].map(([holder, count]) => `${holder} ${count}`).join(', ')}`,
      );
      expect(wrong.slice(0, 5)).toEqual([]);
      expect([...byHolder.keys()].sort()).toEqual(['0461', '0751', 'school 0751', 'school none']);
      printFigure({
        id: 'R17',
        value: wrong.length,
        unit: 'cases on no or several lists',
        n: open,
        seed: SEED,
        reach: '0',
        pass: wrong.length === 0,
      });
    },
    MINUTES,
  );
});

describe('sabotage: the proof of one list per open case finds', () => {
  const SABOTAGES: readonly (readonly [string, Alteration])[] = [
    [
      'if the municipality last known is forgotten',
      {
        file: 'events/follow-up/holder.ts',
        from: 'if (lastKnown !== undefined &&',
        to: 'if (false && lastKnown !== undefined &&',
      },
    ],
    [
      'if every code is taken for a municipality',
      {
        file: 'events/follow-up/holder.ts',
        from:
          "residence !== undefined && terms.rules.placeOf(residence, day) === 'municipality')\n" +
          '    return { municipality: residence,',
        to: 'residence !== undefined) return { municipality: residence,',
      },
    ],
    [
      'if a list leaves out those whose residence is not known any more',
      {
        file: 'projections/follow-up-cases/cases.query.ts',
        from: "const HELD = 'municipality = $1 and",
        to: "const HELD = '(content::jsonb ->> $$ground$$ is distinct from $$last-known$$) and municipality = $1 and",
      },
    ],
  ];

  test.each(SABOTAGES)(
    '%s',
    async (_what, alteration) => {
      const altered = await startAltered([alteration], ENV);
      try {
        const stories = fc.sample(anyResidenceStory(['990110']), { seed: 20_261_129, numRuns: 40 });
        expect((await sendAndCheck(new ServiceStory(altered), stories, { 990110: '0751' })).wrong).not.toEqual([]);
      } finally {
        await altered.stop();
      }
    },
    MINUTES,
  );
});
