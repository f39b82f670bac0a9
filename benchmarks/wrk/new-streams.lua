-- Every request schedules another flight: a stream of its own, one event.
package.path = package.path .. ";" .. (os.getenv("WRK_SCRIPTS") or ".") .. "/?.lua"
local report = require("report")

wrk.method = "POST"
wrk.path = "/api/flights"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer " .. os.getenv("ACCESS_TOKEN")
wrk.body = '{"origin":"LAX","destination":"BNA","departure":"2001-01-01T06:55","distanceMiles":1797,"seats":180}'

function done(summary, latency, requests)
  report.print(summary, latency)
end
