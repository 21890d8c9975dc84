import { expect, test } from '@jest/globals';
import { joinSealed, separateSealed } from './sealed.ts';

test('the name of an assessor is sealed apart from the rest and restored', () => {
  const data = { enrolmentId: 'e', assessedOn: '2026-10-05', assessor: 'Ditte Fiktivsen' };
  const parts = separateSealed('dropout-risk-reported.v1', data);
  expect(parts).toEqual({
    open: { enrolmentId: 'e', assessedOn: '2026-10-05' },
    sealed: { assessor: 'Ditte Fiktivsen' },
  });
  expect(joinSealed('dropout-risk-reported.v1', parts)).toEqual(data);
});

test('a correction of a contact person leaves no name, phone or e-mail readable, even before its target is known', () => {
  const data = {
    corrects: { id: 'c-1' },
    content: {
      role: 'kui',
      name: 'Bo Fiktiv',
      phone: '12345678',
      email: 'bo@example.dk',
      organisation: 'KUI',
      from: '2026-01-01',
    },
    contentTypes: ['contact-person-assigned.v1'],
  };
  const parts = separateSealed('report-corrected.v1', data);
  expect(JSON.stringify(parts.open)).not.toMatch(/Bo|1234|@/);
  expect(joinSealed('report-corrected.v1', parts)).toEqual(data);
});

test('a type with nothing to seal seals nothing', () => {
  expect(separateSealed('leave-ended.v1', { enrolmentId: 'e', lastDay: '2026-01-01' }).sealed).toEqual({});
});
