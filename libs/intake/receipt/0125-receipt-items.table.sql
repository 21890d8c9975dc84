-- One row per report of a call, so that the receipt of one report reads one row whatever it came with. Receipts stored before lie
-- whole in batches.items and stay there; later ones have neither that nor counts, which follow from their rows.
alter table receipts.batches
  alter column counts drop not null,
  alter column items drop not null,
  -- A single report that was refused: its receipt is named without the place of a report in it.
  add column single boolean not null default false;

create table receipts.items (
  receipt_id uuid    not null,
  index      integer not null,
  outcome    text    not null,
  -- The sender's own id; null if it has none that can be read or that may be kept.
  sender_id  text,
  event_id   uuid,
  -- Pointer and code; texts are put to them when they are read.
  errors     json,
  left_out   integer,
  warnings   json,
  next       text,
  primary key (receipt_id, index)
);
