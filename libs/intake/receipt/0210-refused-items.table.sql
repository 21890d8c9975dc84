-- Of refused reports alone: who sent them and when, so that a sender reads its refusals in order of time, and the
-- reporter, so that refusals are counted by reporter. The reporter is null if the sender does not speak for the one
-- that the report names, or if it names none; it is null for reports refused before this file.
alter table receipts.items
  add column client text,
  add column received_at timestamptz,
  add column reporter text;

update receipts.items i set client = b.client, received_at = b.received_at
  from receipts.batches b where b.receipt_id = i.receipt_id and i.outcome = 'refused';

create index refused_by_client on receipts.items (client, received_at desc, receipt_id, index)
  where outcome = 'refused';
create index refused_by_time on receipts.items (received_at) include (reporter, client, next)
  where outcome = 'refused' and reporter is not null;
