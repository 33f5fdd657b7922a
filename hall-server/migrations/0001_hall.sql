-- The journal, and tables that are caches of its fold.
-- Times are milliseconds since 1970-01-01 UTC, days count from 1970-01-01. No clock in SQL.

-- Seals are digests of rows that are no fold of the journal, so that rot in them is noticed.
create table meta (
    meta_id text primary key,
    value   text not null,
    seal    text not null
) strict, without rowid;

create table event (
    event_id integer primary key,
    epoch    text    not null,
    day      integer not null,
    at       integer not null,
    kind     text    not null,
    body     text    not null,
    request  text    not null,
    prev     blob    not null,
    hash     blob    not null,
    constraint event_counts_from_one check (event_id >= 1),
    constraint event_hash_is_sha256  check (length(prev) = 32 and length(hash) = 32)
) strict;

create index event_day on event (day);

create table snapshot (
    snapshot_id integer primary key,
    hash        blob not null,
    body        text not null,
    seal        text not null
) strict;

-- Projections: rebuilt from the journal and compared by `verify`.

create table ticket (
    ticket_id    integer primary key,
    day          integer not null,
    series       text    not null,
    round        integer not null,
    n            integer not null,
    queue        text    not null,
    item         text,
    class        text    not null,
    booked       integer not null,
    late         integer not null,
    visit        integer not null,
    state        text    not null,
    taken        integer not null,
    version      integer not null,
    level        integer,
    rated        integer,
    rated_window integer,
    constraint ticket_number_once unique (day, series, round, n),
    constraint ticket_number_positive check (n >= 1),
    constraint ticket_level check (level is null or level between 1 and 5),
    constraint ticket_state check (state in
        ('waiting', 'called', 'serving', 'held', 'missed', 'finished', 'withdrawn', 'expired'))
) strict;

create table leg (
    ticket_id  integer not null,
    leg        integer not null,
    day        integer not null,
    queue      text    not null,
    item       text,
    window     integer,
    clerk      text,
    since      integer not null,
    first_call integer,
    started    integer,
    ended      integer,
    end_kind   text,
    outcome    text,
    served_ms  integer not null,
    misses     text    not null,
    predicted  text,
    primary key (ticket_id, leg),
    constraint leg_ticket foreign key (ticket_id) references ticket (ticket_id)
        deferrable initially deferred,
    constraint leg_served check (served_ms >= 0)
) strict, without rowid;

create index leg_day on leg (day);

create table span (
    day     integer not null,
    window  integer not null,
    span    integer not null,
    kind    text    not null,
    clerk   text,
    started integer not null,
    ended   integer,
    primary key (day, window, span),
    constraint span_kind check (kind in ('open', 'paused')),
    constraint span_length check (ended is null or ended >= started)
) strict, without rowid;

-- Named exceptions: not a fold of the journal, and `verify` knows it.

-- Answers to accepted intents: a repeat gets the first answer, byte for byte. Kept for two days.
-- Each names the last event before it was given, so that a journal that lost its end is noticed.
create table answer (
    request  text    primary key,
    day      integer not null,
    event_id integer not null,
    digest   text    not null,
    status   integer not null,
    body     text    not null,
    seal     text    not null
) strict, without rowid;

create index answer_day on answer (day);

-- Free text with an expiry; the journal holds key and digest only.
create table note (
    note    text    primary key,
    salt    text    not null,
    text    text    not null,
    expires integer not null,
    seal    text    not null
) strict, without rowid;

-- One commit is one statement: rows come as JSON arrays, and either all of them are stored or
-- none. The view has no rows of its own.
create view intake (events, tickets, legs, spans, answers, notes) as
select '', '', '', '', '', '' where 0;

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
        state = excluded.state, version = excluded.version, level = excluded.level,
        rated = excluded.rated, rated_window = excluded.rated_window;

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
