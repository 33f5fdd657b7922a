-- A ticket's class may change while it waits.

drop trigger intake_insert;

create trigger intake_insert instead of insert on intake
begin
    insert into event (event_id, epoch, day, at, kind, body, request, prev, hash)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
           value ->> 6, unhex(value ->> 7), unhex(value ->> 8)
    from json_each(new.events);

    insert into ticket (ticket_id, day, series, round, n, queue, item, class, booked, late, visit,
                        state, taken, version, level, rated, rated_window)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
           value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11,
           value ->> 12, value ->> 13, value ->> 14, value ->> 15, value ->> 16
    from json_each(new.tickets)
    where true
    on conflict (ticket_id) do update set
        round = excluded.round, n = excluded.n, queue = excluded.queue, item = excluded.item,
        class = excluded.class, state = excluded.state, version = excluded.version,
        level = excluded.level, rated = excluded.rated, rated_window = excluded.rated_window;

    insert into leg (ticket_id, leg, day, queue, item, window, clerk, since, first_call, started,
                     ended, end_kind, outcome, served_ms, misses, predicted)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
           value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11,
           value ->> 12, value ->> 13, value ->> 14, value ->> 15
    from json_each(new.legs)
    where true
    on conflict (ticket_id, leg) do update set
        item = excluded.item, window = excluded.window, clerk = excluded.clerk,
        first_call = excluded.first_call, started = excluded.started, ended = excluded.ended,
        end_kind = excluded.end_kind, outcome = excluded.outcome,
        served_ms = excluded.served_ms, misses = excluded.misses;

    insert into span (day, window, span, kind, clerk, started, ended)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
           value ->> 6
    from json_each(new.spans)
    where true
    on conflict (day, window, span) do update set ended = excluded.ended;

    insert into answer (request, day, event_id, digest, status, body, seal)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
           value ->> 6
    from json_each(new.answers);

    insert into note (note, salt, text, expires, seal)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4
    from json_each(new.notes);
end;
