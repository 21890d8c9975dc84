/** The reader behind the first question of an adviser: a report is visible once this reader has applied it. */
export const VISIBLE_BY = 'education-status';
