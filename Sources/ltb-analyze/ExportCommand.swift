// Owns `ltb-analyze export`: the metrics of a run, over time, for other programs.

import ArgumentParser
import Glibc
import LTBAnalysis
import LTBEvents
import LTBLog
import LTBPrometheus
import LTBReport

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes the metrics of a run over time, with the times of the run.",
        discussion: """
            Each metric that serve exposes, and each that the run recorded, has one sample at the end of each --step \
            since the run's start; a counter also has a 0 one step before its first. A pause of over 240 steps has \
            samples at its first 20 and its last. Memory does not depend on how many events there are: what it cannot \
            hold goes to the disk of the output, in files that are gone afterwards. Each log is put in order within a \
            window of 65,536 events (or 32 MiB); an event that comes even later counts in the step in which it comes.

            EXAMPLES
              ltb-analyze export run.jsonl.zst --to openmetrics -o run.txt
              promtool tsdb create-blocks-from openmetrics run.txt \\
                /var/lib/prometheus/metrics2
              ltb-analyze export logs/ --to openmetrics --step 1s | gzip > run.txt.gz
              ltb-analyze export run.jsonl.zst --to openmetrics \\
                --provider openai --until 2026-01-15T10:31:00Z
              ltb-analyze export run.jsonl.zst --to prometheus-remote-write \\
                http://localhost:9090

            PROMETHEUS AND OLD SAMPLES
            It keeps them, wherever they come from, as long as its --storage.tsdb.retention.time says: 15 days unless \
            it was told otherwise.
            It takes those of remote write if it was started with --web.enable-remote-write-receiver, and \
            prometheus.yml has storage: {tsdb: {out_of_order_time_window: 30d}}, which must reach back to the start of \
            the run.
            """)

    /// What is written.
    enum Format: String, CaseIterable {
        case openmetrics
        case remoteWrite = "prometheus-remote-write"

        /// As typed; elsewhere `--to` is a time.
        init(typed text: String) throws {
            if let format = Format(rawValue: text) {
                self = format
            } else {
                let names = Format.allCases.map(\.rawValue).joined(separator: " or ")
                throw ValidationError("--to takes \(names); the end of a time is --until.")
            }
        }
    }

    @OptionGroup var input: InputOptions

    @Option(
        help: ArgumentHelp(
            "What to write: openmetrics, or prometheus-remote-write and the URL to send it to, as the last FILE.",
            valueName: "format"),
        completion: .list(Format.allCases.map(\.rawValue)), transform: Format.init(typed:))
    var to: Format

    @Option(
        name: [.short, .long], help: ArgumentHelp("The file to write; by default standard output.", valueName: "file"))
    var output = "-"

    @Option(help: ArgumentHelp("How much time lies between two samples: 1s, 500ms, 1min.", valueName: "duration"))
    var step = StepOption.usual

    @Option(
        help: ArgumentHelp(
            "A header of the requests of remote write: 'Authorization: Bearer …'. May be repeated.",
            valueName: "name: value"),
        transform: Header.init)
    var header: [Header] = []

    @OptionGroup(title: "Filters") var filters: Filters

    /// Those of other commands, but for `--to`.
    struct Filters: ParsableArguments {
        @Option(
            help: ArgumentHelp("Only events at this time or later: 2026-01-15T10:30:00Z.", valueName: "time"),
            transform: EventFilterOptions.time)
        var from: Timestamp?

        @Option(
            help: ArgumentHelp("Only events before this time.", valueName: "time"), transform: EventFilterOptions.time)
        var until: Timestamp?

        @OptionGroup var choice: EventChoiceOptions

        func validate() throws {
            guard let from, let until, from >= until else { return }
            throw ValidationError("--from must be before --until, which is exclusive.")
        }

        var filter: EventFilter { choice.filter(from: from, to: until) }

        /// What is asked for, in a sentence; nil if it is everything.
        var sentence: String? { filter.description.sentence }
    }

    /// A header as typed.
    struct Header {
        var name: String
        var value: String

        /// A name is a token and a value has no control characters (RFC 9110, 5.1 and 5.5); of others no request is made.
        init(_ text: String) throws {
            let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) ?? text.endIndex
            let name = text.utf8[..<colon]
            let value = text.utf8[colon...].dropFirst()
            guard colon != text.endIndex, !name.isEmpty, name.allSatisfy(Self.isOfToken),
                !value.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F })
            else {
                throw ValidationError(
                    "write a header as 'Authorization: Bearer …': a name of letters, digits and hyphens, a colon, a value "
                        + "without control characters.")
            }
            self.name = String(decoding: name, as: UTF8.self)
            self.value = String(decoding: value.drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
        }

        private static func isOfToken(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
            }
        }
    }

    private static func isURL(_ text: String) -> Bool { HTTPPost.scheme(of: text) != nil }

    /// What is to be read: all but the URL.
    private var logs: InputOptions { InputOptions(files: input.files.filter { !Self.isURL($0) }) }

    func validate() throws {
        let urls = input.files.filter(Self.isURL)
        switch to {
        case .openmetrics where !urls.isEmpty:
            throw ValidationError("--to openmetrics takes no URL; to send to \(urls[0]), use prometheus-remote-write.")
        case .remoteWrite where urls.count != 1 || input.files.last.map(Self.isURL) != true:
            throw ValidationError("--to prometheus-remote-write takes one URL, after the logs: http://localhost:9090.")
        case .remoteWrite where output != "-":
            throw ValidationError("--to prometheus-remote-write sends to a URL, and has no --output.")
        default: break
        }
        if logs.files.isEmpty { throw ValidationError("name a log to export: run.jsonl.zst.") }
    }

    func run() throws {
        let files = try logs.resolveNonempty()
        if to == .remoteWrite { return try send(files, to: input.files[input.files.count - 1]) }
        let target = OutputTarget(path: output)
        try target.checkDiffers(from: files)
        let writing = try PiecewiseOutput(target)
        do {
            try export(files, in: target.temporaryFolder, to: writing)
            try writing.finish()
        } catch let failure as Failure {
            writing.discard()
            throw failure
        } catch {
            writing.discard()
            throw Failure(message: "\(error)")
        }
    }

    private func export(_ files: [LogFile], in folder: String, to output: PiecewiseOutput) throws {
        var export = try OpenMetricsExport(
            stepMilliseconds: step.milliseconds, filter: filters.sentence, temporaryFolder: folder)
        let events = EventSteps(filters.filter, milliseconds: step.milliseconds, temporaryFolder: folder)
        try events.read(files) { try export.add($1, stepEnd: $0) }
        try export.write(damagedBytes: events.damagedBytes) { try output.write($0) }
        for notice in events.notices + Self.notices(export.clashingMetrics) {
            StandardError.write("ltb-analyze: \(notice)")
        }
    }

    private func send(_ files: [LogFile], to url: String) throws {
        let writer = try RemoteWriter(url, headers: header.map { ($0.name, $0.value) })
        var export = RemoteWriteExport(stepMilliseconds: step.milliseconds, filter: filters.sentence)
        let events = EventSteps(
            filters.filter, milliseconds: step.milliseconds,
            temporaryFolder: OutputTarget.standardOutput.temporaryFolder)
        var (first, sent) = (Int64?.none, 0)
        func post(_ body: [UInt8], _ samples: Int) throws {
            try writer.send(body, age: Self.days(since: first ?? 0))
            sent += samples
        }
        do {
            try events.read(files) { end, line in
                first = min(first ?? end, end)
                try export.add(line, stepEnd: end, to: post)
            }
            try export.finish(damagedBytes: events.damagedBytes, to: post)
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(message: "\(error)")
        }
        StandardError.write("Sent \(counted(sent, "sample")) to \(url).")
        for notice in events.notices + Self.notices(export.clashingMetrics) {
            StandardError.write("ltb-analyze: \(notice)")
        }
    }

    /// How many days ago something was, rounded up.
    private static func days(since milliseconds: Int64) -> Int {
        max(0, (time(nil) - Int(milliseconds / 1000)) / 86_400 + 1)
    }

    private static func notices(_ clashing: Set<String>) -> [String] {
        clashing.sorted().map { "\($0) is left out: another metric has samples of its name at other times." }
    }
}
