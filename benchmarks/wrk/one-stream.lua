-- Every request reschedules the same flight to another time: one stream, one event a request.
package.path = package.path .. ";" .. (os.getenv("WRK_SCRIPTS") or ".") .. "/?.lua"
local report = require("report")

local threads = 0
local headers = {
  ["Content-Type"] = "application/json",
  ["Authorization"] = "Bearer " .. os.getenv("ACCESS_TOKEN"),
}
local path = "/api/flights/" .. os.getenv("FLIGHT") .. "/reschedule"

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  asked = number
end

function request()
  asked = asked + 2
  local minute = asked % 60
  local hour = math.floor(asked / 60) % 24
  local day = 1 + math.floor(asked / 1440) % 28
  return wrk.format("POST", path, headers,
    string.format('{"departure":"2001-02-%02dT%02d:%02d"}', day, hour, minute))
end

function done(summary, latency, requests)
  report.print(summary, latency)
end
