// Owns the claims about samples of the process.

import LTBEvents
@testable import LTBRecorder
import LTBTestSupport
import Testing

struct ProcessSamplerTests {
    /// A folder like `/proc`, at one of two moments a second apart.
    private func files(_ folder: TemporaryFolder, isLater: Bool) throws -> ProcessFiles {
        folder.makeFolder("self")
        folder.makeFolder("self/fd")
        // One of them is the folder that is being looked at.
        for name in ["0", "1", "2", "3"] { try folder.write([], to: "self/fd/\(name)") }
        let user = isLater ? 150 : 100
        try folder.write(
            Array("7 (a ) b) R 1 2 3 4 5 6 7 8 9 10 \(user) 20 0 0 20 0 9 0 1 2\n".utf8), to: "self/stat")
        try folder.write(Array("500 25 7 1 0 9 0\n".utf8), to: "self/statm")
        let busy = isLater ? 130 : 100
        try folder.write(Array("cpu  \(busy) 0 0 \(isLater ? 370 : 300) 0 0 0 0 0 0\ncpu0 1\n".utf8), to: "stat")
        try folder.write(Array("MemTotal: 1000 kB\nMemFree: 1 kB\nMemAvailable: 250 kB\n".utf8), to: "meminfo")
        return ProcessFiles(root: folder.path)
    }

    @Test func aSampleIsWhatTheSystemTells() throws {
        let folder = try TemporaryFolder()
        let files = try files(folder, isLater: false)
        #expect(
            files.process()
                == ProcessFiles.Process(processorSeconds: 1.2, residentBytes: 25 * 4_096, threads: 9, openFiles: 3))
        #expect(files.processors() == ProcessFiles.Processors(busy: 100, all: 400))
        #expect(files.memory()?.usedShare == 0.75)
    }

    @Test func ratesAreThoseBetweenTwoSamples() throws {
        let run = try RecordedRun()
        let folder = try TemporaryFolder()
        var sampler = ProcessSampler(files: try files(folder, isLater: false), startedAt: 0)
        sampler.sample(to: run.recorder)
        run.clock.advance(milliseconds: 1_000)
        _ = try files(folder, isLater: true)
        sampler.sample(to: run.recorder)
        let lines = try run.payloads().map { payload -> String in
            guard case .metricRecorded(let metric) = payload, case .number(let value) = metric.value else { return "?" }
            return "\(metric.name ?? "?") \(value)"
        }
        let state = ["process_resident_memory_bytes 102400.0", "process_open_fds 3.0", "process_threads 9.0"]
        let memory = ["system_memory_usage_bytes 102400.0", "system_memory_percent 75.0"]
        #expect(
            lines == state + ["system_uptime_seconds 0.0"] + memory + ["process_cpu_seconds_total 1.2"] + state
                + ["system_uptime_seconds 1.0"] + memory + [
                    "process_cpu_seconds_total 0.5", "process_cpu_percent 50.0", "system_cpu_percent 30.0",
                ])
    }

    @Test func aSystemThatTellsNothingIsNotSampled() throws {
        let run = try RecordedRun()
        var sampler = ProcessSampler(files: ProcessFiles(root: "/nowhere"), startedAt: 0)
        sampler.sample(to: run.recorder)
        #expect(try run.payloads().isEmpty)
    }

    @Test func thisProcessIsSampledUntilItsTaskIsCancelled() async throws {
        let run = try RecordedRun()
        let task = run.recorder.sampleProcess(every: .milliseconds(1))
        for await delivery in run.recorder.events.subscribe(to: [.metricRecorded]) {
            if case .event(let event) = delivery, case .metricRecorded(let metric) = event.payload,
                metric.name == "process_cpu_seconds_total"
            {
                break
            }
        }
        task.cancel()
        await task.value
        let names = Set(
            try run.payloads().compactMap { payload -> String? in
                guard case .metricRecorded(let metric) = payload else { return nil }
                return metric.name
            })
        #expect(names.isSuperset(of: ["process_open_fds", "process_threads", "process_resident_memory_bytes"]))
    }
}
