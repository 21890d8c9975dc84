import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startService } from '../service/running.ts';
import { ServiceStory } from '../stories/service-story.ts';
import { askAboutHidden } from './hidden-facts.ts';
import { type AnyServiceStory, type View, type ViewName, VIEWS } from './views.ts';

const MINUTES = 300_000;

describe('twins of whom one has a hidden fact are answered alike, body and headers, at every state of knowledge', () => {
  let story: AnyServiceStory;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    const service = await startService({ env: { LIMIT_QUESTIONS: 'off', LIMIT_REPORTS: 'off' } });
    [story, stop] = [new ServiceStory(service), () => service.stop()];
    await story.at('2026-06-01T08:00:00Z');
  });
  afterAll(() => stop());

  test.each(Object.entries(VIEWS) as [ViewName, View][])(
    'to %s',
    async (_who, view) => {
      const { asked, differences } = await askAboutHidden(story, view);
      console.info(`hidden facts: ${asked} answers, ${differences.length} differ`);
      expect(differences.slice(0, 5)).toEqual([]);
    },
    MINUTES,
  );
});
