-- What follows a service: what has to be put right with each step, who was asked afterwards, and
-- the registers. All are rebuilt from the journal and compared by `verify`. Days count from
-- 1970-01-01, as everywhere.

create table rectification (
    rectification_id integer primary key,
    source           text    not null,
    ticket           integer,
    window           integer,
    clerk            text,
    department       text,
    item             text,
    came             integer not null,
    contact_due      integer,
    tried            integer,
    reached          integer,
    judged           integer,
    judgement        text,
    due              integer,
    provisional      integer not null,
    ended            integer,
    ending           text,
    published        integer,
    constraint rectification_source check (source in
        ('bad_rating', 'callback', 'complaint', 'patrol')),
    constraint rectification_judgement check (judgement is null or judgement in
        ('clear', 'ordinary', 'complex', 'unfounded')),
    constraint rectification_judged check ((judged is null) = (judgement is null)),
    constraint rectification_ending check (ending is null or ending in
        ('closed', 'explained', 'mistaken', 'malicious')),
    constraint rectification_ended check ((ended is null) = (ending is null))
) strict;

-- Shares of a period: contacted, closed and closed in time of what came in it.
create index rectification_came on rectification (came);

create table rectification_step (
    event_id         integer primary key,
    rectification_id integer not null,
    step             text    not null,
    day              integer not null,
    at               integer not null,
    clerk            text,
    kind             text,
    due              integer,
    constraint rectification_step_of foreign key (rectification_id)
        references rectification (rectification_id) deferrable initially deferred
) strict;

create index rectification_step_of on rectification_step (rectification_id);
create index rectification_step_day on rectification_step (day);

-- Everybody who was drawn; how many were served and must be reached stands in every row of a day.
create table callback (
    day       integer not null,
    ticket_id integer not null,
    place     integer not null,
    served    integer not null,
    target    integer not null,
    visit     integer not null,
    why       text    not null,
    window    integer,
    clerk     text,
    item      text,
    tries     integer not null,
    outcome   text,
    channel   text,
    level     integer,
    asked     integer,
    caller    text,
    constraint callback_pk primary key (day, ticket_id),
    constraint callback_why check (why in ('bad_rating', 'complaint', 'window', 'lot')),
    constraint callback_outcome check (outcome is null or outcome in
        ('reached', 'no_answer', 'declined')),
    constraint callback_channel check (channel is null or channel in ('phone', 'survey')),
    constraint callback_level check (level is null or level between 1 and 5)
) strict, without rowid;

create table register_entry (
    entry_id      integer primary key,
    register      text    not null,
    day           integer not null,
    clerk         text    not null,
    rectification integer,
    ticket        integer,
    window        integer,
    about_clerk   text,
    department    text,
    item          text,
    kind          text,
    photo         text,
    rectify_by    integer,
    households    integer not null,
    matters       integer not null,
    leaflets      integer not null,
    people        integer not null,
    note          text,
    constraint register_entry_register check (register in
        ('complaint', 'commendation', 'patrol', 'assistance', 'outreach'))
) strict;

create index register_entry_day on register_entry (register, day);

drop trigger intake_insert;
drop view intake;

create view intake (events, tickets, legs, spans, cases, steps, rectifications,
                    rectification_steps, callbacks, entries, answers, notes) as
select '', '', '', '', '', '', '', '', '', '', '', '' where 0;

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

    insert into rectification (rectification_id, source, ticket, window, clerk, department, item,
                               came, contact_due, tried, reached, judged, judgement, due,
                               provisional, ended, ending, published)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
           value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11,
           value ->> 12, value ->> 13, value ->> 14, value ->> 15, value ->> 16, value ->> 17
    from json_each(new.rectifications)
    where true
    on conflict (rectification_id) do update set
        contact_due = excluded.contact_due, tried = excluded.tried, reached = excluded.reached,
        judged = excluded.judged, judgement = excluded.judgement, due = excluded.due,
        provisional = excluded.provisional, ended = excluded.ended, ending = excluded.ending,
        published = excluded.published;

    insert into rectification_step (event_id, rectification_id, step, day, at, clerk, kind, due)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
           value ->> 6, value ->> 7
    from json_each(new.rectification_steps);

    insert into callback (day, ticket_id, place, served, target, visit, why, window, clerk, item,
                          tries, outcome, channel, level, asked, caller)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
           value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11,
           value ->> 12, value ->> 13, value ->> 14, value ->> 15
    from json_each(new.callbacks)
    where true
    on conflict (day, ticket_id) do update set
        tries = excluded.tries, outcome = excluded.outcome, channel = excluded.channel,
        level = excluded.level, asked = excluded.asked, caller = excluded.caller;

    insert into register_entry (entry_id, register, day, clerk, rectification, ticket, window,
                                about_clerk, department, item, kind, photo, rectify_by,
                                households, matters, leaflets, people, note)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
           value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11,
           value ->> 12, value ->> 13, value ->> 14, value ->> 15, value ->> 16, value ->> 17
    from json_each(new.entries);

    insert into answer (request, day, event_id, digest, status, body, seal)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
           value ->> 6
    from json_each(new.answers);

    insert into note (note, salt, text, expires, seal)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4
    from json_each(new.notes);
end;
