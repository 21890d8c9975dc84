import type { BodyRule } from '#libs/http';

export const SINGLE_EVENT = 'application/cloudevents+json';
export const EVENT_BATCH = 'application/cloudevents-batch+json';

/** The largest report of the catalogue takes about one KiB. */
const MOST_REPORT_BYTES = 64 * 1024;

/** One report or a batch of them, gzip too. */
export const REPORT_BODIES: BodyRule = {
  forms: {
    [SINGLE_EVENT]: { mostBytes: MOST_REPORT_BYTES, judgesFaults: true },
    [EVENT_BATCH]: { mostBytes: 16 * 1024 * 1024, elements: { most: 10_000, mostBytes: MOST_REPORT_BYTES } },
  },
  gzip: true,
};
