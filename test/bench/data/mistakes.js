import { randomFrom } from '../protocol/random.js';
import { enrolment } from './reports.js';

const MISTAKES = [
  (report) => ({ ...report, data: { ...report.data, enrolmentId: undefined } }),
  (report) => ({ ...report, data: { ...report.data, startsOn: '2026-02-30' } }),
  (report) => ({ ...report, data: { ...report.data, kind: 'vocationel' } }),
  (report) => ({ ...report, data: { ...report.data, startDate: '2025-08-11' } }),
  (report) => ({ ...report, data: { ...report.data, education: { system: 'cosa' } } }),
  (report) => ({ ...report, time: 'yesterday' }),
  (report) => ({ ...report, source: 'sa-nord' }),
  (report) => ({ ...report, data: { ...report.data, person: { cpr: '12345' } } }),
];

/** Reports of which a share is wrong in one of eight ways, as text ready to send, with the expected verdict of each. */
export function reportsWithMistakes({ count, from, share, seed }) {
  const random = randomFrom(seed);
  const expected = [];
  const reports = Array.from({ length: count }, (_, index) => {
    const right = enrolment(from + index, Math.floor(random() * 6), random);
    const wrong = random() < share;
    expected.push(wrong ? 'refused' : 'accepted');
    return wrong ? MISTAKES[index % MISTAKES.length](right) : right;
  });
  return { reports, expected };
}
