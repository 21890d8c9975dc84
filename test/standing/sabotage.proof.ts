import { afterEach, describe, expect, test } from '@jest/globals';
import type { Alteration } from '../sabotage/altered.ts';
import { type AlteredService, startAltered } from '../sabotage/altered-service.ts';
import { ServiceStory } from '../stories/service-story.ts';
import { askAboutHidden } from './hidden-facts.ts';
import { type ViewName, VIEWS } from './views.ts';

const MINUTES = 180_000;
let altered: AlteredService | undefined;
afterEach(async () => {
  await altered?.stop();
  altered = undefined;
});

interface Sabotage {
  readonly what: string;
  readonly alteration: Alteration;
  readonly view: ViewName;
  readonly hidden: string;
}

const ADULT = 'the municipality of residence, of an adult';
const WAITS = 'the municipality of residence, of reports that wait';

/** Each puts one fault into the running product; the proof of hidden facts must find it over HTTP. */
const SABOTAGES: readonly Sabotage[] = [
  {
    what: 'a fold that asks for no standing',
    view: WAITS,
    hidden: 'its contact person',
    alteration: { file: 'events/history/current-content.ts', from: "report.standing !== 'waiting'", to: 'true' },
  },
  {
    what: 'a receipt whose effect is not narrowed',
    view: ADULT,
    hidden: 'risk',
    alteration: { file: 'apps/status/receipt/effect-of-report.ts', from: "decision.fields !== 'all'", to: 'false' },
  },
  {
    what: 'a status that is not narrowed',
    view: ADULT,
    hidden: 'risk',
    alteration: {
      file: 'apps/status/person-status/person-status.query.ts',
      from: 'narrowStatus(timelines[index] ?? [], dayOf(look))',
      to: '(timelines[index] ?? []).findLast((spell) => spell.from <= dayOf(look))',
    },
  },
  {
    what: 'a timeline that is not narrowed',
    view: ADULT,
    hidden: 'risk',
    alteration: {
      file: 'apps/status/person-timeline/person-timeline.query.ts',
      from: 'narrowTimeline(spells))',
      to: 'spells)',
    },
  },
  {
    what: 'changes that are not narrowed',
    view: ADULT,
    hidden: 'risk',
    alteration: {
      file: 'apps/status/person-changes/person-changes.query.ts',
      from: 'narrowTimeline(spells);',
      to: 'spells;',
    },
  },
  {
    what: 'a cohort that counts the risk of adults',
    view: ADULT,
    hidden: 'risk',
    alteration: { file: 'projections/education-status/cohort-by-age.ts', from: "how === 'narrowed'", to: 'false' },
  },
  {
    what: 'a handed-over case that shows what became of it',
    view: 'the municipality of before, of what came after',
    hidden: 'a contact',
    alteration: {
      file: 'apps/status/cases/listed-case.ts',
      from: 'handedOver ? toHandedOver(row, handedOver, municipality) : toCaseAnswer',
      to: 'toCaseAnswer',
    },
  },
  {
    what: 'a list that forgets whose municipality asks',
    view: 'a foreign municipality',
    hidden: 'an end',
    alteration: {
      file: 'libs/access/relation.ts',
      from: "if (municipality === undefined) return 'none';",
      to: "return 'residence';",
    },
  },
  {
    what: 'an entity tag that counts the state of knowledge',
    view: WAITS,
    hidden: 'its awareness',
    alteration: { file: 'apps/status/answer-tag.ts', from: "answer.replace(KNOWLEDGE, '')", to: 'answer' },
  },
  {
    what: 'a state of knowledge of one stream',
    view: WAITS,
    hidden: 'its awareness',
    alteration: {
      file: 'projections/education-status/knowledge.query.ts',
      from: '${positionAt(time)}, 0) as position,',
      to: '${positionAt(time)}, 0) + (select count(*) from log.events e where e.stream = ${person}) as position,',
    },
  },
];

describe('the proof of hidden facts finds the fault:', () => {
  test.each(SABOTAGES)(
    '$what',
    async ({ alteration, view, hidden }) => {
      altered = await startAltered([alteration], { LIMIT_QUESTIONS: 'off', LIMIT_REPORTS: 'off' });
      const story = new ServiceStory(altered);
      await story.at('2026-06-01T08:00:00Z');
      expect((await askAboutHidden(story, VIEWS[view], [hidden])).differences).not.toEqual([]);
    },
    MINUTES,
  );
});
