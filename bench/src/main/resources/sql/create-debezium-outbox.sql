create schema debezium;
create table debezium.outbox (
  id           uuid  primary key,
  aggregate    text  not null,
  nats_subject text  not null,
  event        jsonb not null
)
