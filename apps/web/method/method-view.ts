import type { Day } from '#libs/calendar';
import type { ReportDeadline, RuleBook } from '#libs/rules';
import type { PageView } from '../frame/page-view.ts';
import { DA } from '../words/da.ts';
import { asDate, counted } from '../words/danish-formats.ts';
import { institutionTypeName } from '../words/institution-types.ts';

const t = DA.method;
/** The rules that decide the figures of this page. */
const SHOWN = ['reportDeadlines', 'historyDays'];

/** The method as the rules of the day say it: nothing on the page is written twice. */
export function methodView(book: Pick<RuleBook, 'on' | 'version' | 'rules'>, today: Day): PageView {
  const { reportDeadlines, historyDays } = book.on(today);
  const usual = reportDeadlines.find((row) => row.eventTypes === undefined && row.institutionTypes === undefined);
  const others = reportDeadlines.filter((row) => row !== usual);
  return {
    template: 'method/method.njk',
    title: t.title,
    data: {
      version: t.version(book.version, asDate(today)),
      definition: usual === undefined ? null : t.definition(workdaysOf(usual), t.from[usual.countedFrom]),
      exceptionsCaption: t.exceptionsCaption(String(others.length)),
      exceptions: others.map((row) => ({
        what: whatOf(row),
        from: t.countedFrom[row.countedFrom],
        within: t.within(row.workdays),
      })),
      notCounted: t.notCounted(counted(historyDays, 'dag', 'dage')),
      rules: book.rules
        .filter(({ id, state }) => SHOWN.includes(id) && state === 'in-force')
        .map(({ id, version, validFrom, law, statutory, da }) => ({
          id,
          version,
          from: asDate(validFrom),
          law: statutory ? law : t.ownDefault,
          text: da,
        })),
    },
  };
}

const workdaysOf = ({ workdays }: ReportDeadline): string => (workdays === 1 ? t.nextWorkday : t.nthWorkday(workdays));

function whatOf({ eventTypes = [], institutionTypes = [] }: ReportDeadline): string {
  const types = eventTypes.map((type) => t.eventTypes[type] ?? type);
  const names = [...new Set(institutionTypes.map((type) => institutionTypeName(type).toLowerCase()))];
  return [...types, ...(names.length === 0 ? [] : [t.typesOfInstitution(names.join(' og '))])].join(', ');
}
