import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { startService } from '../service/running.ts';
import { neutral, ServiceStory } from './service-story.ts';

let story: ServiceStory;

/** One school with a late, a held and a refused report. */
beforeAll(async () => {
  story = new ServiceStory(await startService());
  await story.at('2026-06-01T08:00:00Z');
  const young = story.young('2009-01-20', 751);
  await story.lives(young, '0751');
  await story.enrols(young, { startsOn: '2026-06-01' });
  await story.at('2026-06-29T08:00:00Z');
  const leaving = { enrolmentId: 'E-1', lastDay: '2026-06-29', reason: neutral('wrong-choice') };
  await story.enrols(young, { enrolmentId: '=2+3', startsOn: '2026-06-02' }, '990110', {
    time: '2026-06-02T08:00:00Z',
  });
  await story.report(young, 'education-interrupted', '990110', { ...leaving, enrolmentId: 'E-77' });
  await story.send(
    young,
    'education-interrupted',
    '990110',
    { ...leaving, reason: neutral('nothing') },
    { id: '=1+1' },
  );
});
afterAll(() => story.service.stop());

async function both(path: string, client: string) {
  const json = await story.service.get(path, client);
  const csv = await story.service.get(path, client, { Accept: 'text/csv' });
  const lines: Record<string, string>[] = parse(csv.body, { columns: true, record_delimiter: '\r\n' });
  return { json: json.body, csv, lines };
}

test.each([
  ['/v1/reporters/timeliness', 'monitor', 'rows', 'name', 'name'],
  ['/v1/reporters/990110/late', 'monitor', 'items', 'id', 'id'],
  ['/v1/me/timeliness', 'sa-nord', 'rows', 'name', 'name'],
  ['/v1/me/late', 'sa-nord', 'items', 'id', 'id'],
  ['/v1/me/held', 'sa-nord', 'items', 'receipt', 'receipt'],
  ['/v1/me/refused', 'sa-nord', 'items', 'receipt', 'receipt'],
])(
  '%s opens in a spreadsheet for %s: the rows of the JSON answer, in the same order',
  async (path, client, rows, key, column) => {
    const { json, csv, lines } = await both(path, client);
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.headers.get('vary')).toBe('Accept');
    expect(json[rows].length).toBeGreaterThan(0);
    expect(lines.map((line) => line[column])).toEqual(json[rows].map((row: Record<string, unknown>) => row[key]));
  },
);

test('nested members are columns by their path; each row says what it rests on', async () => {
  const { json, lines } = await both('/v1/reporters/timeliness', 'monitor');
  const [row] = json.rows;
  expect(lines[0]).toMatchObject({
    name: '990110',
    title: 'Erhvervsskolen Fjordhavn',
    'figures.share': String(row.figures.share),
    'refused.reports': '1',
    'answer.from': json.from,
    'answer.asOf.position': String(json.asOf.position),
    'answer.ruleVersion': json.ruleVersion,
  });
});

test('a refused report has its codes in one cell; an id that would be a formula is text', async () => {
  const { json, lines } = await both('/v1/me/refused', 'sa-nord');
  expect([json.items[0].id, lines[0]?.['id']]).toEqual(['=1+1', "'=1+1"]);
  expect(lines[0]?.['errors.code']).toBe(json.items[0].errors.map(({ code }: { code: string }) => code).join('; '));
  expect(lines[0]?.['errors.da']).toContain(json.items[0].errors[0].da);
});

test('JSON stays the answer to everybody who does not put CSV first, and problems stay problems', async () => {
  for (const Accept of ['*/*', 'application/json', 'application/json, text/csv;q=0.5', 'text/html']) {
    const { headers } = await story.service.get('/v1/me/late', 'sa-nord', { Accept });
    expect([Accept, headers.get('content-type')]).toEqual([Accept, 'application/json; charset=utf-8']);
  }
  const refused = await story.service.get('/v1/me/late?reporter=990120', 'sa-nord', { Accept: 'text/csv' });
  expect([refused.status, refused.headers.get('content-type')]).toEqual([
    404,
    'application/problem+json; charset=utf-8',
  ]);
  const other = await story.service.get('/v1/me', 'sa-nord', { Accept: 'text/csv' });
  expect(other.headers.get('content-type')).toContain('application/json');
});

test('a page of CSV names the next one in its Link header, as JSON does', async () => {
  const young = story.young('2009-03-20', 752);
  const many = Array.from({ length: 60 }, () =>
    story.event(young, 'education-interrupted', '990110', { enrolmentId: 'E-1', lastDay: '2026-06-29' }),
  );
  await story.service.report('sa-nord', many);
  const { json, csv, lines } = await both('/v1/me/refused', 'sa-nord');
  expect([lines.length, csv.headers.get('link')]).toEqual([50, `</v1/me/refused?after=${json.next}>; rel="next"`]);
  expect(csv.body.split('\r\n')[0]).not.toContain('answer.next');
});
