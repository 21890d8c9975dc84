import { expect, test } from '@jest/globals';
import { readReport } from './read-report.ts';
import { textErrors } from './report-texts.ts';

const CPR = '7403104101';
const HYPHENATED = `${CPR.slice(0, 6)}-${CPR.slice(6)}`;
const interruption = { enrolmentId: 'E-1', lastDay: '2026-11-20', reason: { system: 'udir-b06', code: 'FV' } };

const event = (change: object = {}, data: object = {}) => ({
  specversion: '1.0',
  id: 'i-1',
  source: '/systems/studia/reporters/990101',
  type: 'dk.ungestatus.education-interrupted.v1',
  data: { person: { cpr: CPR }, ...interruption, ...data },
  ...change,
});
const told = (value: unknown): string[] => textErrors(value).map(({ pointer }) => pointer);

test.each([
  ['the id', event({ id: `left-${CPR}` }), '/id'],
  ['the id, with a hyphen', event({ id: HYPHENATED }), '/id'],
  ['the enrolment', event({}, { enrolmentId: CPR }), '/data/enrolmentId'],
  ['a code', event({}, { reason: { system: 'local', code: `x.${CPR}` } }), '/data/reason/code'],
  ['the id a correction points at', event({}, { corrects: { id: CPR }, content: {} }), '/data/corrects/id'],
  ["a correction's content", event({}, { content: { enrolmentId: CPR } }), '/data/content/enrolmentId'],
])("the person's number in %s of a report is refused at that place", (_where, value, pointer) => {
  expect(told(value)).toEqual([pointer]);
  const { report, errors } = readReport(value, { sandbox: true });
  expect([
    report,
    errors.some((error) => error.code === 'civil-number-misplaced' && error.pointer === pointer),
  ]).toEqual([undefined, true]);
  expect(JSON.stringify(errors)).not.toContain(CPR);
});

test("the person's number is accepted in its own place, repeated in the content of a correction, and in the ignored subject", () => {
  expect(told(event({ subject: CPR }, { content: { person: { cpr: CPR }, ...interruption } }))).toEqual([]);
  expect(readReport(event({ subject: CPR }), { sandbox: true }).errors).toEqual([]);
});

const said = (value: unknown): string[] => textErrors(value).map(({ code, pointer }) => `${code} ${pointer}`);
const KEY = { person: { key: '0b7e1c9a-4f1d-4b6e-9a53-0d1f6f0a2c11' } };
const PARTS = [CPR.slice(0, 6), CPR.slice(6)] as const;
const SPELLINGS = [
  ...[
    '',
    '-',
    '.',
    '/',
    '_',
    ' - ',
    ' ',
    '\u2013',
    '\u2014',
    '\u00A0',
    '\u202F',
    '\u200B',
    '\u2060',
    '\u202E',
    '\u2066',
    '\uFEFF',
    ':',
    '--',
    '+',
    '.-.',
  ].map((between) => PARTS.join(between)),
  [...CPR].join('.'),
  [...CPR].join('\u200D'),
  `E${CPR}`,
  `elev-${CPR}`,
  `${CPR}x`,
  CPR.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  CPR.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit))),
  CPR.replace(/\d/g, (digit) => String.fromCodePoint(0x6f0 + Number(digit))),
  CPR.replace(/\d/g, (digit) => String.fromCodePoint(0x1d7ce + Number(digit))),
];

test.each(SPELLINGS)(
  'a number spelled %j is refused in every id and code, even if the person is named by key',
  (spelled) => {
    for (const place of [{ id: spelled }, { source: `/systems/${spelled}/reporters/990101` }])
      expect(said(event({ ...place, data: KEY }))).toHaveLength(1);
    const data = {
      ...KEY,
      enrolmentId: spelled,
      department: spelled,
      reason: { system: spelled, code: spelled, version: spelled },
      organisation: spelled,
      corrects: { id: spelled },
    };
    expect(said(event({ data }))).toHaveLength(7);
    expect(readReport(event({ id: spelled }), { sandbox: true }).report).toBeUndefined();
  },
);

test('legitimate ids with many digits are accepted', () => {
  const honest = [
    '1234567890',
    '2026112900',
    '20261129-213410',
    '990110-2026-0017',
    '1764451200',
    '0b7e1c9a-1012-4345-8786-0d1f6f0a2c11',
    ['280420', '2026', '0017'].join('-'),
    'a'.repeat(7) + `01010${34567}`.repeat(2),
  ];
  for (const id of honest) expect([id, said(event({ id, data: { ...KEY, enrolmentId: id } }))]).toEqual([id, []]);
  expect(said(event({ data: { ...KEY, phone: '31 12 34 56 78', reason: { system: 'local', code: '1' } } }))).toEqual(
    [],
  );
});

test('sabotage: a search for ten plain digits alone lets most spellings of a civil number through', () => {
  expect(SPELLINGS.filter((spelled) => /\d{10}/.test(spelled)).length).toBeLessThan(SPELLINGS.length / 3);
});

test('a value that is no text is refused at every place', () => {
  expect(said(event({ id: 'a\u0000b' }))).toEqual(['not-text /id']);
  expect(said(event({}, { enrolmentId: 'x\uD800', reason: { system: 'local', code: 'y\uDC00' } }))).toEqual([
    'not-text /data/enrolmentId',
    'not-text /data/reason/code',
  ]);
  expect(said(event({ id: 'E-1\u{E0041}' }))).toEqual(['unseen-characters /id']);
  expect(said(event({ id: '\u{1F600}' }))).toEqual([]);
  for (const odd of [null, 7, 'x', [], {}, { data: null }]) expect(told(odd)).toEqual([]);
  expect(said({ data: { person: [CPR] } })).toEqual(['reads-as-civil-number /data/person/0']);
});

test('a civil number of a refused form is searched for as well', () => {
  expect(told(event({ id: CPR, data: { person: { cpr: HYPHENATED } } }))).toEqual(['/id']);
});

test('the search in a body nested a hundred thousand levels deep, or as wide as a batch, costs no more than its size', () => {
  const deep = JSON.parse(`${'{"a":'.repeat(100_000)}"${CPR}"${'}'.repeat(100_000)}`) as unknown;
  expect(told(event({ deep }))).toEqual([]);
  expect(told(event({ wide: Array.from({ length: 10_000 }, () => CPR) }))).toHaveLength(20);
});
