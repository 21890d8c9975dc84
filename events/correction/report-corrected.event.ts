/** Names an earlier report by its sender's own id; without `source` it is the correcting report's own source. */
export class ReportReference {
  source?: string;
  id!: string;
}

/** `content` is the full new data of the corrected report. Stored format: add a version, never edit. */
export class ReportCorrectedV1 {
  corrects!: ReportReference;
  content!: Record<string, unknown>;
}
