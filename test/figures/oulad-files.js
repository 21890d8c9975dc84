// Reads the three OULAD files by code of its own: the comparison must not share the parser or calendar of the service.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The folder of the shared data: SHARED_DATA, else ../shared/data beside the project. */
export function ouladFolder(environment = process.env) {
  const root = resolve(import.meta.dirname, '../..');
  return join(environment.SHARED_DATA ?? resolve(root, '../shared/data'), 'oulad-2013');
}

/** Parses a table: these files quote every cell and hold neither quotes nor line breaks inside one. */
function readTable(file) {
  const [header, ...lines] = readFileSync(file, 'utf8').trimEnd().split(/\r?\n/);
  const names = header.slice(1, -1).split('","');
  return lines.map((line) => {
    const cells = line.slice(1, -1).split('","');
    if (cells.length !== names.length)
      throw new Error(`${file}: a line has ${cells.length} cells, not ${names.length}.`);
    return Object.fromEntries(names.map((name, index) => [name, cells[index]]));
  });
}

const numberOrNull = (text) => (text === '' ? null : Number.parseInt(text, 10));

/** Every course registration with the length of its course and its result, in the order of the file. */
export function readRegistrations(folder) {
  const lengths = new Map();
  for (const row of readTable(join(folder, 'courses.csv'))) {
    lengths.set(`${row.code_module} ${row.code_presentation}`, Number.parseInt(row.module_presentation_length, 10));
  }
  const results = new Map();
  for (const row of readTable(join(folder, 'studentInfo.csv'))) {
    results.set(`${row.code_module} ${row.code_presentation} ${row.id_student}`, row.final_result);
  }
  return readTable(join(folder, 'studentRegistration.csv')).map((row) => {
    const course = `${row.code_module} ${row.code_presentation}`;
    return {
      presentation: row.code_presentation,
      student: row.id_student,
      length: lengths.get(course),
      result: results.get(`${course} ${row.id_student}`),
      registered: numberOrNull(row.date_registration),
      left: numberOrNull(row.date_unregistration),
    };
  });
}
