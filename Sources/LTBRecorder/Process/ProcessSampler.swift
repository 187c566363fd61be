// Owns samples of the process and the machine, recorded now and then.

/// Turns what the system tells into metrics; those that are rates compare with the sample before.
struct ProcessSampler: Sendable {
    private let files: ProcessFiles
    private let startedAt: Int64
    private var last: (process: ProcessFiles.Process, processors: ProcessFiles.Processors?, at: Int64)?

    init(files: ProcessFiles = ProcessFiles(), startedAt: Int64) {
        self.files = files
        self.startedAt = startedAt
    }

    /// Records one sample; a system without `/proc` has none.
    mutating func sample(to recorder: Recorder) {
        guard let process = files.process() else { return }
        let now = recorder.clock.elapsed()
        let processors = files.processors()
        recorder.metrics.process.residentMemory(bytes: process.residentBytes)
        if let openFiles = process.openFiles { recorder.metrics.process.openFiles(openFiles) }
        recorder.metrics.process.threads(process.threads)
        recorder.metrics.system.uptime(.nanoseconds(now - startedAt))
        recorder.metrics.system.memoryUsage(bytes: process.residentBytes)
        if let memory = files.memory() { percent("system_memory_percent", memory.usedShare, recorder) }
        recordRates(process, processors, now, recorder)
        last = (process, processors, now)
    }

    private func recordRates(
        _ process: ProcessFiles.Process, _ processors: ProcessFiles.Processors?, _ now: Int64, _ recorder: Recorder
    ) {
        let used = process.processorSeconds - (last?.process.processorSeconds ?? 0)
        recorder.metrics.process.writer.record(.processCPUSecondsTotal, max(0, used))
        guard let last, now > last.at else { return }
        percent("process_cpu_percent", max(0, used) / (Double(now - last.at) / 1e9), recorder)
        guard let processors, let before = last.processors, processors.all > before.all else { return }
        percent("system_cpu_percent", (processors.busy - before.busy) / (processors.all - before.all), recorder)
    }

    /// A share in percent, which are for people and none of the catalogue's units.
    private func percent(_ name: String, _ share: Double, _ recorder: Recorder) {
        // More digits than that are noise.
        recorder.recordMetric(name, .gauge, (share * 10_000).rounded() / 100, unit: "percent")
    }
}

extension Recorder {
    /// Records a sample; false after the end of the run.
    private func take(_ sampler: inout ProcessSampler) -> Bool {
        guard !isClosed else { return false }
        sampler.sample(to: self)
        return true
    }

    /// Samples the process and the machine now and every so often: processor time, memory, open files, threads, as the metrics
    /// `process_…` and `system_…`. Ends when the task is cancelled, or the recorder is closed or let go of.
    @discardableResult
    public func sampleProcess(every interval: Duration = .seconds(10)) -> Task<Void, Never> {
        guard isEnabled else { return Task {} }
        return Task { [weak self, clock] in
            var sampler = ProcessSampler(startedAt: clock.elapsed())
            // The recorder is held only while it is used.
            while !Task.isCancelled, self?.take(&sampler) == true {
                try? await Task.sleep(for: interval.sleepable)
            }
        }
    }
}
