-- Who is deleted takes their holds along, also those that are over; these are swept out a day after their end.
create index holds_account on holds (account_id);
create index holds_over on holds (expires_at) where state <> 'active';
-- Notifications are swept out by their age, and take their read marks along.
create index notifications_age on notifications (created_at);
create index notification_reads_notification on notification_reads (notification_id);
