-- Reads one address again and again; with an entity tag, only whether it has changed.
package.path = package.path .. ";" .. (os.getenv("WRK_SCRIPTS") or ".") .. "/?.lua"
local report = require("report")

wrk.path = os.getenv("TARGET")
wrk.headers["Authorization"] = "Bearer " .. os.getenv("ACCESS_TOKEN")
if os.getenv("ETAG") ~= "" then
  wrk.headers["If-None-Match"] = os.getenv("ETAG")
end

function done(summary, latency, requests)
  report.print(summary, latency)
end
