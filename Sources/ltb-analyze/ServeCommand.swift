// Owns `ltb-analyze serve`: logs as a Prometheus endpoint, a dashboard and a stream of events.

import ArgumentParser
import LTBAnalysis
import LTBEvents
import LTBLog
import LTBPrometheus
import LTBServer

struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serves logs to Prometheus, and as a dashboard with live events.",
        discussion: """
            By default everything is at http://127.0.0.1:9090, in its final state, for this machine only:

              /             the dashboard
              /metrics      for Prometheus: text 0.0.4 or OpenMetrics 1.0, as it asks for
              /ws           events by WebSocket
              /health       200, or 503 when the log cannot be read any more
              /status       where the replay is, clients, memory
              /api/summary  what `report --format json` writes, of all until now
              /api/replay   GET where the replay is; POST {"action":"pause"}, resume,
                            {"action":"seek","to":TIME} or
                            {"action":"speed","speed":10}

            With --speed the logs are replayed in the order of time; with --follow, what a running job still writes is \
            served as it is written. Ctrl-C ends it.

            A server for this machine without a token answers 421 to names that are not this machine's, unless \
            --allow-origin names them. There are at most 2,000 connections besides those of WebSocket clients; one that \
            takes more than 30 s for a request and its answer is closed.

            EXAMPLES
              ltb-analyze serve run.jsonl.zst
              ltb-analyze serve run.jsonl.zst --speed 60 --loop
              ltb-analyze serve --follow logs/ --bind 0.0.0.0 --token "$TOKEN"
              curl -s localhost:9090/metrics | promtool check metrics
            """)

    @OptionGroup var input: InputOptions
    @OptionGroup(title: "Replay") var replay: ReplayOptions
    @OptionGroup(title: "Server") var server: ServerOptions

    func validate() throws {
        if replay.follow, input.files.count != 1 {
            throw ValidationError("--follow follows one log, or all of one folder; name one.")
        }
        if replay.follow, let path = input.files.first, !LogFollower.canFollow(path) {
            throw ValidationError("--follow cannot follow \(path), which is no file; name the log.")
        }
        guard input.files.contains(LogFile.standardInput), replay.speed != .max || replay.follow else { return }
        throw ValidationError("Standard input can be read only once; write it to a file to replay or follow it.")
    }

    func run() throws {
        let run = LiveRun(naming: server.naming)
        let hub = EventHub(limit: server.maxClients)
        if replay.follow { return try follow(run, hub) }
        let files = try input.resolve()
        let clock = ReplayClock(
            speed: replay.speed, loops: replay.loop, canSeek: !files.contains { $0.path == LogFile.standardInput })
        let player = ReplayPlayer(
            files, run: run, hub: hub, clock: clock, temporaryFolder: TemporaryFolder.path)
        let served = ServedRun(run: run, hub: hub, clock: clock)
        try Self.failing { for notice in try player.load() { StandardError.write("ltb-analyze: \(notice)") } }
        let start = replay.startAt
        startThread(player) { player in
            do throws(LogError) {
                try player.play(from: start)
            } catch {
                served.fail(error.description)
                StandardError.write("ltb-analyze: \(error.description)")
            }
        }
        defer { clock.stop() }
        try server.serve(served)
    }

    private func follow(_ run: LiveRun, _ hub: EventHub) throws {
        let served = ServedRun(run: run, hub: hub)
        let stop = StopSignal()
        let followed = try Self.failing { try FollowedRun(input.files[0], run: run, hub: hub) }
        followed.onForeignFile { StandardError.write("ltb-analyze: \($0.description)") }
        try Self.failing { try followed.load() }
        startThread(followed) { followed in
            do {
                try followed.follow(until: stop)
            } catch {
                served.fail("\(error)")
                StandardError.write("ltb-analyze: \(error)")
            }
        }
        defer { stop.stop() }
        try server.serve(served)
    }

    private static func failing<Result>(_ body: () throws -> Result) throws(Failure) -> Result {
        do { return try body() } catch { throw Failure(message: "\(error)") }
    }

    /// Hands something over to a thread of its own.
    private func startThread<Value>(_ value: consuming sending Value, _ body: @escaping @Sendable (Value) -> Void) {
        // Nobody else uses it from here on.
        nonisolated(unsafe) let value = value
        _ = SystemThread.start { body(value) }
    }
}

/// Where what does not fit into memory goes.
enum TemporaryFolder {
    static var path: String { environmentVariable("TMPDIR") ?? "/tmp" }
}
