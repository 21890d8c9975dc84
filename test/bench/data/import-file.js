import { once } from 'node:events';
import { createWriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PROFILE = {
  name: 'bench',
  csv: { delimiter: ',', encoding: 'utf-8', quote: '"' },
  parameters: { system: 'sa-oest', institution: '990720' },
  values: [{ name: 'cpr', is: { syntheticCpr: [{ number: { var: 'row.person' } }, '1996-01-01', 1461] } }],
  source: { cat: ['/systems/', { var: 'parameter.system' }, '/reporters/', { var: 'parameter.institution' }] },
  events: [
    {
      id: { cat: ['row-', { var: 'row.number' }] },
      type: 'dk.ungestatus.enrolment-registered.v1',
      time: { cat: [{ var: 'row.starts' }, 'T12:00:00Z'] },
      data: {
        'person.cpr': { var: 'value.cpr' },
        enrolmentId: { cat: ['E-', { var: 'row.number' }] },
        institution: { var: 'parameter.institution' },
        'education.system': 'bench',
        'education.code': { var: 'row.code' },
        startsOn: { var: 'row.starts' },
        expectedEndsOn: { var: 'row.ends' },
        kind: 'higher',
      },
    },
  ],
};

/** Writes a file of enrolments and the profile that reads it: four rows per person, far apart in the file. */
export async function writeImportFile(folder, rows) {
  const [file, profile] = [join(folder, 'enrolments.csv'), join(folder, 'profile.json')];
  writeFileSync(profile, JSON.stringify(PROFILE));
  const out = createWriteStream(file);
  out.write('number,person,code,starts,ends\n');
  const persons = Math.ceil(rows / 4);
  for (let row = 0; row < rows; row += 1) {
    const year = 2019 + Math.floor(row / persons);
    if (!out.write(`${row},${row % persons},C${1 + (row % 900)},${year}-09-01,${year + 1}-06-30\n`))
      await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return { file, profile };
}
