-- Cases: each as it stands, and each step that was taken with it. Both are rebuilt from the
-- journal and compared by `verify`. Days count from 1970-01-01, as everywhere.

create table case_file (
    case_id     integer primary key,
    number      text    not null,
    item        text    not null,
    department  text    not null,
    ticket      integer,
    stage       text    not null,
    opened      integer not null,
    accepted    integer,
    finished    integer,
    delivered   integer,
    promised    integer not null,
    legal       integer not null,
    extended    integer not null,
    stops       integer not null,
    parts       integer not null,
    first_due   integer,
    due         integer,
    provisional integer not null,
    left_how    text,
    left_day    integer,
    constraint case_file_stage check (stage in
        ('told', 'accepted', 'handled', 'approved', 'finished', 'delivered')),
    constraint case_file_left check (left_how is null or left_how in
        ('not_accepted', 'returned', 'withdrawn', 'lapsed', 'handed_on')),
    constraint case_file_left_once check ((left_how is null) = (left_day is null))
) strict;

-- Monthly shares per department: finished in the month, and open over their last day.
create index case_file_finished on case_file (finished);
create index case_file_opened on case_file (opened);

create table case_step (
    event_id   integer primary key,
    case_id    integer not null,
    step       text    not null,
    day        integer not null,
    at         integer not null,
    clerk      text,
    department text,
    from_day   integer,
    to_day     integer,
    kind       text,
    days       integer,
    due        integer,
    constraint case_step_case foreign key (case_id) references case_file (case_id)
        deferrable initially deferred
) strict;

create index case_step_case on case_step (case_id);
create index case_step_day on case_step (day);

drop trigger intake_insert;
drop view intake;

create view intake (events, tickets, legs, spans, cases, steps, answers, notes) as
select '', '', '', '', '', '', '', '' where 0;

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

    insert into case_file (case_id, number, item, department, ticket, stage, opened, accepted,
                           finished, delivered, promised, legal, extended, stops, parts, first_due,
                           due, provisional, left_how, left_day)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
           value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11,
           value ->> 12, value ->> 13, value ->> 14, value ->> 15, value ->> 16, value ->> 17,
           value ->> 18, value ->> 19
    from json_each(new.cases)
    where true
    on conflict (case_id) do update set
        stage = excluded.stage, accepted = excluded.accepted, finished = excluded.finished,
        delivered = excluded.delivered, extended = excluded.extended, stops = excluded.stops,
        first_due = excluded.first_due, due = excluded.due, provisional = excluded.provisional,
        left_how = excluded.left_how, left_day = excluded.left_day;

    insert into case_step (event_id, case_id, step, day, at, clerk, department, from_day, to_day,
                           kind, days, due)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
           value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11
    from json_each(new.steps);

    insert into answer (request, day, event_id, digest, status, body, seal)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
           value ->> 6
    from json_each(new.answers);

    insert into note (note, salt, text, expires, seal)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4
    from json_each(new.notes);
end;
