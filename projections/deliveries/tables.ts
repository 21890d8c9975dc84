/** The tables into which the deliveries are counted: the live ones, or those of a recount beside them. */
export interface DeliveryTables {
  readonly firstReports: string;
  readonly weeks: string;
  readonly late: string;
}

export const LIVE_TABLES: DeliveryTables = {
  firstReports: 'deliveries.first_reports',
  weeks: 'deliveries.weeks',
  late: 'deliveries.late',
};

export const RECOUNT_TABLES: DeliveryTables = {
  firstReports: 'deliveries.first_reports_rebuild',
  weeks: 'deliveries.weeks_rebuild',
  late: 'deliveries.late_rebuild',
};

/** Emptied if the reader starts at the beginning of the log: it adds to what is there. */
export const DELIVERIES_TABLES = Object.values(LIVE_TABLES).join(', ');
