import type { Profile } from '#libs/csv-import';

const row = (column: string): object => ({ var: `row.${column}` });
const given = (column: string): object => ({ '!': { empty: row(column) } });
const orNull = (column: string): object => ({ if: [given(column), row(column), null] });
const about = { 'person.cpr': row('cpr'), enrolmentId: row('enrolment') };

function ending(outcomes: readonly string[], type: string, data: Readonly<Record<string, unknown>>): object {
  return {
    when: { in: [row('outcome'), outcomes] },
    id: { cat: [row('enrolment'), '-end'] },
    type: `dk.ungestatus.${type}`,
    time: orNull('end_registered_at'),
    data: { ...about, ...data },
  };
}

/**
 * Profile with which `import csv` reads the file of enrolments. In a sandbox only its own systems may send, so one of
 * its institutions reports all of them unless the parameters name another; the column `institution` keeps the simulated
 * one.
 */
export const ENROLMENT_PROFILE = {
  name: 'simulated-enrolments',
  csv: { delimiter: ',', encoding: 'utf-8', quote: '"' },
  parameters: { system: 'sa-oest', institution: '990720' },
  source: { cat: ['/systems/', { var: 'parameter.system' }, '/reporters/', { var: 'parameter.institution' }] },
  events: [
    {
      id: { cat: [row('enrolment'), '-registered'] },
      type: 'dk.ungestatus.enrolment-registered.v1',
      time: orNull('registered_at'),
      data: {
        ...about,
        institution: { var: 'parameter.institution' },
        'education.system': 'simulated',
        'education.code': row('education'),
        startsOn: row('starts_on'),
        expectedEndsOn: row('expected_ends_on'),
        kind: row('kind'),
      },
    },
    ending(['interrupted'], 'education-interrupted.v1', {
      lastDay: row('ended_on'),
      'reason.system': 'neutral',
      'reason.code': row('reason'),
    }),
    ending(['never-started'], 'enrolment-never-started.v1', { establishedOn: row('ended_on') }),
    ending(['whole', 'not-passed'], 'education-completed.v1', { completedOn: row('ended_on'), extent: row('outcome') }),
  ],
} as unknown as Profile;
