// Owns `ltb-record simulate`: an invented run into a log.

import ArgumentParser
import Glibc
import LTBEvents
import LTBSimulation

struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Writes the log of an invented run that looks real.",
        discussion: """
            Several providers and models answer requests, fail, and have an outage; there are retries, two benchmarks \
            with evaluations, metrics, spans and an alert. The same options give the same events, to the byte, \
            everywhere. 500 requests take about three minutes of the run's time, 1,000,000 about a day.

            EXAMPLES
              ltb-record simulate -o demo.jsonl.zst
              ltb-record simulate -o big.jsonl.zst --requests 1000000 --seed 7
              ltb-record simulate -o - --requests 10 | jq .event_type
            """)

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The log to write. With - the events go to standard output as plain JSON lines.", valueName: "file"),
        completion: .file(extensions: ["zst"]))
    var output: String

    @Option(help: ArgumentHelp("How many requests are started, retries included.", valueName: "number"))
    var requests = 1_000

    @Option(help: ArgumentHelp("What chance follows from; another seed is another run.", valueName: "number"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("When the run starts, as RFC 3339.", valueName: "time"))
    var start = StartTime(timestamp: SimulationConfiguration.defaultStart)

    @Option(
        help: ArgumentHelp(
            "How many requests a second there are on average; if not given, what fits their number.",
            valueName: "number"))
    var rate: Double?

    @Flag(help: "Replace the file if it is there and not empty.")
    var force = false

    func validate() throws {
        guard SimulationConfiguration.requestRange.contains(requests) else {
            throw ValidationError("--requests must be from 0 to 1,000,000,000.")
        }
        guard SimulationConfiguration.startRange.contains(start.timestamp) else {
            throw ValidationError("--start must be in the years 1970 to 2099.")
        }
        guard rate.map(SimulationConfiguration.rateRange.contains) ?? true else {
            throw ValidationError("--rate must be from 1 to 10,000.")
        }
    }

    func run() throws {
        if output != "-" { try ReplacedFile(path: output, force: force).clear() }
        let target = try eventOutput(output)
        let configuration = SimulationConfiguration(
            requests: requests, seed: seed, start: start.timestamp, requestsPerSecond: rate)
        let count = try write(Simulation(configuration), to: target)
        try target.close()
        if output != "-" { StandardError.write("Wrote \(counted(count, "event")) to \(output).") }
    }

    private func write(_ simulation: Simulation, to target: any EventOutput) throws -> Int {
        var line: [UInt8] = []
        var count = 0
        for event in simulation {
            line.removeAll(keepingCapacity: true)
            event.append(to: &line)
            try line.withUnsafeBytes { try target.append(line: $0) }
            count += 1
        }
        return count
    }
}

/// The start of a run, as it is given on the command line.
struct StartTime: ExpressibleByArgument, CustomStringConvertible {
    var timestamp: Timestamp

    init(timestamp: Timestamp) {
        self.timestamp = timestamp
    }

    init?(argument: String) {
        var text = argument
        guard let timestamp = text.withUTF8({ Timestamp(rfc3339: UnsafeRawBufferPointer($0)) }) else { return nil }
        self.timestamp = timestamp
    }

    var description: String { timestamp.description }
    var defaultValueDescription: String { description }
}
