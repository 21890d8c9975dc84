import { type AnswerOf, day, listOf, object, orNull, text, uuid, whole } from '#libs/contract';

/** The list should be empty; `count` is the number of all cases, those beyond this many included. */
export const MOST_CASES_SHOWN = 200;

export const casesWithoutHolderSchema = object(
  'CasesWithoutHolder',
  'Running cases that no municipality holds, oldest first.',
  {
    count: whole('How many there are.', 1),
    cases: listOf(
      object('CaseWithoutHolder', 'A case, with nothing in it that tells of a person.', {
        caseId: uuid('The case.'),
        knownOn: day('The day of knowledge.', '2026-11-22'),
        reporter: orNull(
          text('A reporter.', '990110'),
          'The reporter to ask where the young person lives or goes to school; ' +
            'null if its report is not in the log any more.',
        ),
      }),
      `At most ${MOST_CASES_SHOWN}.`,
    ),
  },
);
export type CasesWithoutHolderAnswer = AnswerOf<typeof casesWithoutHolderSchema>;
