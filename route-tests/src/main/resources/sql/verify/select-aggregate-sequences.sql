-- The last number each aggregate was given.
select aggregate, last
  from oms.aggregate_sequences
