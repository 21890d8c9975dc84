import { describe, expect, test } from '@jest/globals';
import { type Draft, history, named, waiting } from '../../test/given/history.ts';
import {
  changed,
  contactAssigned,
  contactEnded,
  contactMade,
  corrected,
  interrupted,
  moved,
  personRegistered,
  registered,
  withdrawn,
} from '../../test/given/reports.ts';
import { effectiveReports, isKnownPerson, withdrawnReports } from './effective.ts';
import { releasesOf } from './releases.ts';
import type { StandingCondition } from '../model/standing-condition.ts';

const byResidence = (on: string): StandingCondition => ({
  needs: 'responsibility',
  municipality: '0751',
  on,
  orHolder: true,
  bornAfter: '1996-06-01',
  youngByNumber: true,
});
const onOwn = (enrolmentId: string): StandingCondition => ({ needs: 'own-enrolment', enrolmentId });
const covering = (on: string): StandingCondition => ({
  needs: 'own-enrolment-on',
  on,
  startsBy: '2026-08-30',
  expectedEndFrom: '2026-05-02',
});

const contact = named('contact', waiting(contactMade('2026-06-01'), byResidence('2026-06-01')));
const aarhus = named('aarhus', moved('0751', '2026-01-01'));
const odense = named('odense', moved('0461', '2026-05-01'));
const end = named('end', waiting(interrupted('A', '2026-05-01'), onOwn('A')));
const start = named('start', registered('A', { startsOn: '2025-08-01', expectedEndsOn: '2026-06-30' }));
const counsellor = named(
  'counsellor',
  waiting({ ...contactAssigned('institution', '2026-06-01'), reporter: '751001' }, covering('2026-06-01')),
);

/** `id@position` of the reports that got standing. */
const released = (...drafts: Draft[]): string[] =>
  [...releasesOf(history(...drafts).events)].map(([id, { position }]) => `${id}@${position}`);
const inForce = (...drafts: Draft[]): string[] =>
  effectiveReports(history(...drafts).events).map(({ eventId }) => eventId);

describe('a waiting report comes into force at the first later event that gives it standing', () => {
  test.each<[string, Draft[], string[]]>([
    ['nothing known: not', [contact], []],
    ['the residence of its day', [contact, aarhus], ['contact@2']],
    ['… not another municipality', [contact, odense], []],
    ['… not one from a later day', [contact, moved('0751', '2026-06-02')], []],
    ['… nor one that was left by then', [contact, odense, named('late', moved('0751', '2026-01-01'))], []],
    ['a move taken back gives it', [aarhus, odense, contact, withdrawn('odense', 'cpr')], ['contact@4']],
    [
      'a corrected move too',
      [aarhus, odense, contact, corrected('odense', moved('0461', '2026-06-02'))],
      ['contact@4'],
    ],
    [
      'given standing stays though the residence is taken back',
      [contact, aarhus, withdrawn('aarhus', 'cpr')],
      ['contact@2'],
    ],
    ['people whom the register makes too old: not', [contact, personRegistered('1996-06-01'), aarhus], []],
    [
      '… until it corrects the birth date',
      [
        contact,
        named('born', personRegistered('1996-06-01')),
        aarhus,
        corrected('born', personRegistered('1996-06-02')),
      ],
      ['contact@4'],
    ],
    ['the enrolment it names', [end, start], ['end@2']],
    ['… not another one', [end, registered('B', { startsOn: '2025-08-01' })], []],
    ['… nor one of another institution', [end, { ...start, reporter: '751002' }], []],
    ['… nor one that was taken back before it came', [end, withdrawn('start'), start], []],
    ['… but then the giving back of it', [end, named('w', withdrawn('start')), start, withdrawn('w')], ['end@4']],
    [
      '… and a correction that names it',
      [end, named('b', registered('B', { startsOn: '2025-08-01' })), corrected('b', start)],
      ['end@3'],
    ],
    ['an enrolment that covers the day', [counsellor, start], ['counsellor@2']],
    ['… that begins soon', [counsellor, registered('B', { startsOn: '2026-08-30' })], ['counsellor@2']],
    ['… not too late', [counsellor, registered('B', { startsOn: '2026-08-31' })], []],
    ['… not one that ended', [interrupted('A', '2026-05-31'), counsellor, start], []],
    [
      '… until its end is taken back',
      [named('i', interrupted('A', '2026-05-31')), counsellor, start, withdrawn('i')],
      ['counsellor@4'],
    ],
    [
      '… nor one long expected to have ended',
      [counsellor, registered('B', { startsOn: '2024-08-01', expectedEndsOn: '2026-05-01' })],
      [],
    ],
    [
      '… until it is prolonged',
      [
        counsellor,
        registered('B', { startsOn: '2024-08-01', expectedEndsOn: '2026-05-01' }),
        changed('B', '2026-05-01', { expectedEndsOn: '2026-05-02' }),
      ],
      ['counsellor@3'],
    ],
    ['what is closed: never', [waiting(contactMade('2026-06-01'), { needs: 'closed' }), aarhus], []],
    [
      'several conditions: all of them',
      [waiting(contactMade('2026-06-01'), byResidence('2026-06-01'), { needs: 'closed' }), aarhus],
      [],
    ],
  ])('%s', (_given, drafts, expected) => {
    expect(released(...drafts)).toEqual(expected);
  });

  test('and one that comes into force can give the next one standing', () => {
    const assigned = named('assigned', waiting(contactAssigned('kui', '2026-06-01'), byResidence('2026-06-01')));
    const ended = named(
      'ended',
      waiting(contactEnded('kui', '2026-06-20'), {
        needs: 'own-contact',
        role: 'kui',
        on: '2026-06-20',
        otherwise: { needs: 'closed' },
      }),
    );
    expect(released(ended, assigned, aarhus)).toEqual(['assigned@3', 'ended@3']);
  });

  test('and the holder of a case has standing while it holds the case', () => {
    const opened = {
      type: 'follow-up-opened.v1',
      data: { caseId: 'c', municipality: '0751', knownOn: '2026-06-01' },
      reporter: 'ungestatus',
    } as unknown as Draft;
    const handedOver = {
      type: 'follow-up-handed-over.v1',
      data: { caseId: 'c', from: '0751', to: '0461', on: '2026-06-02' },
      reporter: 'ungestatus',
    } as unknown as Draft;
    const on = (day: string): Draft => named(day, waiting(contactMade(day), byResidence(day)));
    expect(released(on('2026-05-31'), on('2026-06-01'), on('2026-06-02'), opened)).toEqual([
      '2026-06-01@4',
      '2026-06-02@4',
    ]);
    expect(released(opened, handedOver, on('2026-06-01'), on('2026-06-02'))).toEqual([]);
  });
});

describe('a waiting report', () => {
  test('has no effect, and counts as no withdrawn report if it is withdrawn', () => {
    expect(inForce(contact, start)).toEqual(['start']);
    expect(withdrawnReports(history(contact, withdrawn('contact', 'municipality-0751')).events)).toEqual([]);
  });

  test('makes no person', () => {
    expect(isKnownPerson(history(contact, end, counsellor).events)).toBe(false);
    expect(isKnownPerson(history(contact, aarhus).events)).toBe(true);
  });

  test('cites the event that gave it standing, so that the cited events alone give the same answer', () => {
    const [, report] = effectiveReports(history(contact, aarhus).events).reverse();
    expect(report?.citations).toEqual(['contact', 'aarhus']);
  });

  test('that corrects without standing leaves the old content; with standing the new one counts, even of a report without', () => {
    const given = named('given', contactMade('2026-06-03'));
    const fix = named('fix', waiting(corrected('given', contactMade('2026-06-01')), byResidence('2026-06-01')));
    const said = (...drafts: Draft[]) =>
      effectiveReports(history(...drafts).events).flatMap((report) =>
        report.type === 'contact-made.v1' ? [report.data.on] : [],
      );
    expect(said(given, fix)).toEqual(['2026-06-03']);
    expect(said(given, fix, aarhus)).toEqual(['2026-06-01']);
    expect(said(contact, corrected('contact', contactMade('2026-06-04')))).toEqual(['2026-06-04']);
  });
});

test('an old log has no standing in it, and all of its reports count', () => {
  expect(inForce(contactMade('2026-06-01'), named('x', interrupted('A', '2026-05-01')))).toEqual(['e1', 'x']);
});

test('ten thousand events and a hundred waiting reports are read in one pass', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => registered(`X${index}`, { startsOn: '2025-08-01' }));
  const held = Array.from({ length: 100 }, (_, index) =>
    waiting(interrupted(`X${index * 90}`, '2026-05-01'), onOwn(`X${index * 90}`)),
  );
  const { events } = history(...held, ...many);
  // Processor time, which other processes do not lengthen.
  const before = process.cpuUsage();
  expect(releasesOf(events).size).toBe(100);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000).toBeLessThan(1_000);
});
