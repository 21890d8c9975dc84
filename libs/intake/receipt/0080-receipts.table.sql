-- Batch receipts and refusals; the receipt of an accepted report is read from the log itself and so lives as long.
create schema receipts;

create table receipts.batches (
  receipt_id  uuid primary key,
  client      text        not null,
  received_at timestamptz not null,
  counts      json        not null,
  -- In the order sent: id, source, outcome, eventId, errors. Never what was reported about anybody.
  items       json        not null
);
create index batches_by_client on receipts.batches (client, received_at);
