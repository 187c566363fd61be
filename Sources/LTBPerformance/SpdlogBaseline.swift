// Owns what the same lines cost with spdlog's asynchronous logger, where a compiler and its headers are installed.

import Glibc

/// What recording uses in all of its threads.
struct RecordingCost {
    /// Of the calling threads' processor time, for each event.
    var callerNanoseconds: Double
    /// Of all processor time, for each event.
    var processorNanoseconds: Double
    /// Events a second.
    var eventsPerSecond: Double

    init(callerNanoseconds: Double, whole: Measurement, events: Int) {
        self.callerNanoseconds = callerNanoseconds
        processorNanoseconds = whole.processorSeconds / Double(events) * 1e9
        eventsPerSecond = Double(events) / whole.wallSeconds
    }
}

/// A program that writes the same lines through spdlog, uncompressed, as a program would that logs them.
struct SpdlogBaseline {
    private let program: String
    private let log: String

    /// Compiles the program; nil if that cannot be done here (`apt-get install libspdlog-dev g++`).
    init?(folder: String) {
        let base = folder + "/ltb-spdlog-\(getpid())"
        (program, log) = (base, base + ".jsonl")
        let source = base + ".cpp"
        guard let file = fopen(source, "w") else { return nil }
        fputs(Self.source, file)
        fclose(file)
        defer { unlink(source) }
        let flags = "-std=c++17 -O2 '\(source)' -o '\(base)' -pthread -lspdlog -lfmt"
        guard system("c++ \(flags) 2> /dev/null") == 0 else { return nil }
    }

    /// Removes the program.
    func remove() { unlink(program) }

    /// Runs it; nil if it fails.
    func run(events: Int, threads: Int) -> RecordingCost? {
        defer { unlink(log) }
        guard let output = popen("'\(program)' \(events) \(threads) '\(log)'", "r") else { return nil }
        defer { pclose(output) }
        var line = [CChar](repeating: 0, count: 200)
        guard fgets(&line, Int32(line.count), output) != nil else { return nil }
        let figures = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            .split { $0 == " " || $0 == "\n" }.compactMap { Double($0) }
        guard figures.count == 3 else { return nil }
        let count = events / threads * threads
        return RecordingCost(
            callerNanoseconds: figures[0] / Double(count),
            whole: Measurement(wallSeconds: figures[1], processorSeconds: figures[2]), events: count)
    }

    private static let source = #"""
        #include <spdlog/async.h>
        #include <spdlog/sinks/basic_file_sink.h>
        #include <spdlog/spdlog.h>
        #include <atomic>
        #include <cstdint>
        #include <cstdio>
        #include <cstdlib>
        #include <ctime>
        #include <thread>
        #include <vector>
        static double seconds(clockid_t clock) {
            timespec time;
            clock_gettime(clock, &time);
            return time.tv_sec + time.tv_nsec * 1e-9;
        }
        int main(int, char** arguments) {
            const long events = std::atol(arguments[1]);
            const int threads = std::atoi(arguments[2]);
            const double wall = seconds(CLOCK_MONOTONIC), processor = seconds(CLOCK_PROCESS_CPUTIME_ID);
            spdlog::init_thread_pool(8192, 1);
            auto logger = spdlog::basic_logger_mt<spdlog::async_factory>("log", arguments[3], true);
            logger->set_pattern("{\"event_type\":\"RequestCompleted\",\"timestamp\":\"%Y-%m-%dT%H:%M:%S.%fZ\",%v", spdlog::pattern_time_type::utc);
            std::atomic<long> numbers{0}, nanoseconds{0};
            std::vector<std::thread> workers;
            for (int worker = 0; worker < threads; worker++) workers.emplace_back([&, worker] {
                const double start = seconds(CLOCK_THREAD_CPUTIME_ID);
                std::uint64_t state = worker + 1;
                for (long event = 0; event < events / threads; event++) {
                    state = state * 6364136223846793005u + 1442695040888963407u;
                    const long random = state >> 33, number = numbers++, output = random % 1000;
                    logger->info("\"id\":\"evt_5f0c91ab_{}\",\"payload\":{{\"type\":\"Request\",\"data\":{{\"provider\":\"{}\",\"model\":\"{}\",\"request_id\":\"req_5f0c91ab_{}\",\"latency\":{},\"time_to_first_token\":{},\"tokens\":{{\"input_tokens\":{},\"output_tokens\":{},\"total_tokens\":{}}},\"cost\":{}}}}}}}",
                        number, "openai", "gpt-4", number, random % 10000000 / 1e6, random % 1000000 / 1e6, 150, output, 150 + output, random % 100000 / 1e7);
                }
                nanoseconds += long((seconds(CLOCK_THREAD_CPUTIME_ID) - start) * 1e9);
            });
            for (auto& worker : workers) worker.join();
            logger.reset();
            spdlog::shutdown();
            std::printf("%ld %.9f %.9f\n", nanoseconds.load(), seconds(CLOCK_MONOTONIC) - wall, seconds(CLOCK_PROCESS_CPUTIME_ID) - processor);
        }

        """#
}
