import { AnyObject, Nested, Pattern } from '#libs/validation';
import { EarlierId, Optional, Person, PersonRef } from '../fields.ts';
import { SOURCE_PATTERN } from '../source.ts';

/** Names an earlier report by its sender's own id; without `source` it is the correcting report's own source. */
export class ReportReference {
  @Optional()
  @Pattern(SOURCE_PATTERN, 'source', 'The source the report was sent under.')
  source?: string;

  @EarlierId()
  id!: string;
}

/** `content` is the full new data of the corrected report. Stored format: add a version, never edit. */
export class ReportCorrectedV1 {
  @Person()
  person!: PersonRef;

  @Nested(() => ReportReference)
  corrects!: ReportReference;

  @AnyObject()
  content!: Record<string, unknown>;
}
