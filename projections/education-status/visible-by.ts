/** The reader that answers an adviser's first question: a report is visible once this reader has applied it. */
export const VISIBLE_BY = 'education-status';
