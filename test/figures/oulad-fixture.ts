import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** module, presentation, student, registered, left, result: the enrolment of a made-up student. */
type Row = readonly [string, '2013B' | '2013J', number, string, string, string];

const ROWS: readonly Row[] = [
  ['AAA', '2013B', 1, '-20', '', 'Pass'],
  ['AAA', '2013B', 2, '-20', '', 'Fail'],
  ['AAA', '2013B', 3, '-20', '', 'Withdrawn'],
  ['AAA', '2013B', 4, '-20', '-3', 'Withdrawn'],
  ['AAA', '2013B', 5, '-20', '10', 'Withdrawn'],
  ['AAA', '2013B', 6, '5', '', 'Distinction'],
  ['AAA', '2013B', 7, '', '', 'Pass'],
  // Failed in spring, passed in autumn; and one who returns and never starts.
  ['AAA', '2013B', 8, '-20', '', 'Fail'],
  ['BBB', '2013J', 8, '-20', '', 'Pass'],
  ['AAA', '2013B', 9, '-20', '', 'Pass'],
  ['BBB', '2013J', 9, '-20', '-1', 'Withdrawn'],
  // Two courses that end the same day: the later one of the file decides.
  ['AAA', '2013J', 10, '-20', '', 'Pass'],
  ['BBB', '2013J', 10, '-20', '', 'Fail'],
  ['BBB', '2013J', 11, '-20', '0', 'Fail'],
];

/** AAA lasts 240 days, BBB 268, and AAA in autumn too; ids are spread so that birth dates are too. */
const idOf = (student: number): string => String(student * 1_000);

function quoted(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map((cell) => `"${cell}"`).join(',')}\n`).join('');
}

/**
 * Writes a small OULAD look-alike.
 * @returns the folder for SHARED_DATA
 */
export function writeSyntheticOulad(folder: string): string {
  const oulad = join(folder, 'oulad-2013');
  mkdirSync(oulad, { recursive: true });
  const courses = [
    ['AAA', '2013B', '240'],
    ['AAA', '2013J', '268'],
    ['BBB', '2013J', '268'],
  ];
  const info = ROWS.map(([module, presentation, student, , , result]) => [module, presentation, idOf(student), result]);
  const registrations = ROWS.map(([module, presentation, student, on, left]) => [
    module,
    presentation,
    idOf(student),
    on,
    left,
  ]);
  const keys = ['code_module', 'code_presentation'];
  writeFileSync(join(oulad, 'courses.csv'), quoted([[...keys, 'module_presentation_length'], ...courses]));
  writeFileSync(join(oulad, 'studentInfo.csv'), quoted([[...keys, 'id_student', 'final_result'], ...info]));
  const columns = [...keys, 'id_student', 'date_registration', 'date_unregistration'];
  writeFileSync(join(oulad, 'studentRegistration.csv'), quoted([columns, ...registrations]));
  return folder;
}
