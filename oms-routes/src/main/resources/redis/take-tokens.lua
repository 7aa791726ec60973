-- SPDX-License-Identifier: Apache-2.0
-- Takes up to ARGV[3] tokens out of the bucket KEYS[1], which holds ARGV[2] at most and gets ARGV[1] a second.
-- Answers how many were taken, how many are left, and in how many milliseconds there is one when there was none.
local rate, burst, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens = tonumber(bucket[1]) or burst
local elapsed = math.max(0, now - (tonumber(bucket[2]) or now))
tokens = math.min(burst, tokens + elapsed * rate / 1000)
local taken = math.min(wanted, math.floor(tokens))
tokens = tokens - taken
redis.call('HSET', KEYS[1], 'tokens', string.format('%.3f', tokens), 'at', string.format('%d', now))
-- A full bucket is like none.
redis.call('PEXPIRE', KEYS[1], math.ceil((burst - tokens) * 1000 / rate) + 1000)
local wait = 0
if taken == 0 then
  wait = math.ceil((1 - tokens) * 1000 / rate)
end
return {taken, math.floor(tokens), wait}
