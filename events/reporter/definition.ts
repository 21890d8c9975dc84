import { aboutReporter } from '../model/definition.ts';
import type { ReporterKind } from '../model/source.ts';
import { SystemConnectedV1 } from './system-connected.event.ts';
import { SystemEndedV1 } from './system-ended.event.ts';

/** Every reporter states its own connections; the operator does so for each of them, as in the role of its token. */
const EVERY_REPORTER: readonly ReporterKind[] = [
  'institution',
  'municipality',
  'jobcentre',
  'company',
  'cpr',
  'income-register',
];

export const reporterDefinitions = {
  'system-connected.v1': aboutReporter(SystemConnectedV1, {
    from: EVERY_REPORTER,
    on: (data) => data.from,
    title: ['System tilsluttet', 'System connected'],
    about: [
      'Et kildesystem indberetter for indberetteren fra dagen, i et af tre trin.',
      'A source system reports for the reporter from the day, in one of three steps.',
    ],
  }),
  'system-ended.v1': aboutReporter(SystemEndedV1, {
    from: EVERY_REPORTER,
    on: (data) => data.lastDay,
    title: ['System frakoblet', 'System ended'],
    about: [
      'Et kildesystem indberetter ikke længere for indberetteren; lastDay er den sidste dag.',
      'A source system no longer reports for the reporter; lastDay is the last day.',
    ],
  }),
};
