/** The reasons for withdrawing a report. */
export const WITHDRAWAL_REASONS = {
  'wrong-person': { da: 'Forkert person', en: 'Wrong person' },
  'wrong-enrolment': { da: 'Forkert indskrivning', en: 'Wrong enrolment' },
  'sent-by-mistake': { da: 'Sendt ved en fejl', en: 'Sent by mistake' },
  'sent-twice': { da: 'Sendt to gange', en: 'Sent twice' },
  'decision-reversed': { da: 'Beslutningen er gjort om', en: 'The decision was reversed' },
  'test-data': { da: 'Prøvedata', en: 'Test data' },
  other: { da: 'Anden grund', en: 'Another reason' },
} as const;
