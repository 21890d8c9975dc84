import { About, AnyObject, Nested, Pattern } from '#libs/validation';
import { EarlierId, Optional, Person, PersonRef } from '../model/fields.ts';
import { SOURCE_PATTERN } from '../model/source.ts';

/** Names an earlier report by its sender's own id. Without `source` the source is that of the correcting report. */
export class ReportReference {
  @About("Only if it differs from this report's own source.", '/systems/sa-nord/reporters/990110')
  @Optional()
  @Pattern(SOURCE_PATTERN, 'source', 'The source the report was sent under.')
  source?: string;

  @About('The id of the earlier report.', 'sa-2026-000417')
  @EarlierId()
  id!: string;
}

/** `content` is the full new data of the corrected report. Stored format: add a version, never edit. */
export class ReportCorrectedV1 {
  @Person()
  person!: PersonRef;

  @About("The report that is corrected, by its sender's own id.", { id: 'sa-2026-000417' })
  @Nested(() => ReportReference)
  corrects!: ReportReference;

  @About('The full new data of the corrected report, without the person.', {
    enrolmentId: 'E-2026-0117',
    lastDay: '2026-11-19',
    reason: { system: 'neutral', code: 'moved' },
  })
  @AnyObject()
  content!: Record<string, unknown>;
}
