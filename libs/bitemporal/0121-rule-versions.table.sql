-- Which rules a projection's rows were worked out by: the values and the folds' edition. Rows of two versions never stand in one table.
create schema knowledge;

create table knowledge.versions (
  projection text primary key,
  version    text        not null,
  -- When the rows of this version came to be shown.
  since      timestamptz not null
);
