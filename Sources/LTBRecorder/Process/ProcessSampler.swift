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
        gauge("process_resident_memory_bytes", Double(process.residentBytes), recorder)
        if let openFiles = process.openFiles { gauge("process_open_fds", Double(openFiles), recorder) }
        gauge("process_threads", Double(process.threads), recorder)
        recorder.metrics.system.uptime(.nanoseconds(now - startedAt))
        recorder.metrics.system.memoryUsage(bytes: process.residentBytes)
        if let memory = files.memory() { gauge("system_memory_percent", memory.usedShare * 100, recorder) }
        recordRates(process, processors, now, recorder)
        last = (process, processors, now)
    }

    private func recordRates(
        _ process: ProcessFiles.Process, _ processors: ProcessFiles.Processors?, _ now: Int64, _ recorder: Recorder
    ) {
        let used = process.processorSeconds - (last?.process.processorSeconds ?? 0)
        recorder.recordMetric("process_cpu_seconds_total", .counter, max(0, used))
        guard let last, now > last.at else { return }
        gauge("process_cpu_percent", max(0, used) / (Double(now - last.at) / 1e9) * 100, recorder)
        guard let processors, let before = last.processors, processors.all > before.all else { return }
        gauge("system_cpu_percent", (processors.busy - before.busy) / (processors.all - before.all) * 100, recorder)
    }

    private func gauge(_ name: String, _ value: Double, _ recorder: Recorder) {
        // More digits than that are noise.
        recorder.recordMetric(name, .gauge, (value * 100).rounded() / 100)
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
