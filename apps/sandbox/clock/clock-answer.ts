import { type AnswerOf, instant, object, text } from '#libs/contract';

export const clockSettingSchema = object(
  'ClockSetting',
  'Where the clock shall stand.',
  { now: instant('A moment, not before `earliest`.') },
  { additionalProperties: false },
);

export const clockSchema = object('SandboxClock', 'The clock after a move.', {
  clock: instant('What the clock shows now.'),
  earliest: instant(
    'The clock can be put back no further: nothing recorded, and no moment named by a final answer, lies after it.',
  ),
  note: text('What a move leaves behind.', 'A new sandbox begins anew.'),
});
export type ClockAnswer = AnswerOf<typeof clockSchema>;
