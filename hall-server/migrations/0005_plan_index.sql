-- Reports ask who answered for an item on a day, which the plans that were loaded say.

create index event_plan on event (event_id) where kind = 'plan_loaded';
