import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { startAlteredOn } from '../sabotage/altered-service.ts';
import { runCommand } from '../service/command.ts';
import { neutral, ServiceStory, type Young } from '../stories/service-story.ts';

/**
 * Alterations back to the time before standing: every report of an allowed type counts, about any person, and any
 * contact closes a case.
 */
const BEFORE_STANDING = [
  { file: 'events/deciding/standing.decide.ts', from: 'findGrounds(waitsFor, facts) === undefined', to: 'false' },
  {
    file: 'events/follow-up/contact/closing-contact.ts',
    from: ' || !isResponsible(clock, standing, belief.residences, contact)',
    to: '',
  },
];

let opened: TestDatabase;
beforeAll(async () => void (opened = await testDatabase()));
afterAll(() => opened.drop());

const verify = () => runCommand(opened.url, ['verify', '--standing']);
const stored = async (): Promise<unknown> =>
  (
    await opened.database.pool.query(
      "select count(*)::int as events, md5(string_agg(e::text, '|' order by position)) as rows from log.events e",
    )
  ).rows[0];

test('verify --standing of a log without reports that lack standing says so and exits 0', async () => {
  expect(await verify()).toMatchObject({
    exit: 0,
    stdout: ['No report without standing opened, closed or staffed anything.'],
  });
});

test('verify --standing of an old log lists each effect without standing once and changes nothing', async () => {
  const young = await fillOldLog();
  const before = await stored();
  const { exit, stdout, stderr } = await verify();
  expect(exit).toBe(0);
  const [line = '', other = '', ...rest] = stdout;
  const uuid = '[0-9a-f-]{36}';
  expect(line).toMatch(
    new RegExp(
      `^municipality-0461 closed case ${uuid}: contact-made\\.v1 of 2026-06-10, event ${uuid}, person ${uuid}$`,
    ),
  );
  expect(other).toMatch(
    new RegExp(
      '^municipality-0461 staffed a contact person: contact-person-assigned\\.v1 of 2026-06-10, ' +
        `event ${uuid}, person ${uuid}$`,
    ),
  );
  expect(rest).toEqual(['2 reports without standing took effect; put them right by new facts.']);
  expect(stdout.join('\n') + stderr).not.toMatch(new RegExp(`${young.cpr}|Ida`));
  expect(await verify()).toMatchObject({ exit: 0, stdout });
  expect(await stored()).toEqual(before);
}, 120_000);

test('verify --standing without a database ends with a sentence and status 1', async () => {
  const { exit, stderr } = await runCommand('postgresql://nobody@127.0.0.1:1/none', ['verify', '--standing']);
  expect(exit).toBe(1);
  expect(stderr).toMatch(/\S/);
  expect(stderr).not.toMatch(/^\s+at /mu);
});

/**
 * A resident of 0751 whose case 0461 closed, and to whom 0461 gave a contact person; 0751's own contact person has
 * standing.
 */
async function fillOldLog(): Promise<Young> {
  const service = await startAlteredOn(opened.url, BEFORE_STANDING);
  try {
    const story = new ServiceStory({ ...service, parts: { pool: opened.database.pool } });
    await story.at('2026-05-29T08:00:00Z');
    const young = story.young('2009-11-20', 861);
    await story.lives(young, '0751');
    await story.enrols(young, { startsOn: '2025-08-11', expectedEndsOn: '2028-06-30' });
    await story.leaves(young, '2026-05-27');
    await story.at('2026-06-10T08:00:00Z');
    await story.report(young, 'contact-made', 'municipality-0461', {
      on: '2026-06-10',
      channel: neutral('phone'),
      guardianInvolved: false,
    });
    for (const code of ['0461', '0751']) {
      await story.report(young, 'contact-person-assigned', `municipality-${code}`, {
        role: 'kui',
        name: 'Ida',
        phone: '+45 00 00 00 01',
        organisation: 'KUI',
        from: '2026-06-10',
      });
    }
    await story.at('2026-06-11T08:00:00Z');
    expect(await story.cases(young)).toMatchObject([{ state: 'closed', closedOn: '2026-06-10' }]);
    return young;
  } finally {
    await service.stop();
    // Events of that time name no standing.
    await opened.database.pool.query('alter table log.events disable trigger user');
    await opened.database.pool.query(
      "update log.events set meta = (meta::jsonb - 'standing' - 'waitsFor' - 'writeRules')::json",
    );
    await opened.database.pool.query('alter table log.events enable trigger user');
  }
}
