-- Only the reader of the answers a receipt speaks of notes when it passed a place, and old notes grow coarse
-- (libs/feed/thin-progress.ts). Until now every reader noted every page, for ever.
delete from feed.progress where reader <> 'education-status';
comment on table feed.progress is 'one row a page for an hour, then one a minute, after 31 days one an hour';
