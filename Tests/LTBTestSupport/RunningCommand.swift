// Owns a command that is running: its pipes, its signals and its end.

import Glibc
import Synchronization

/// A command that was started. It is killed if the test lets go of it.
package final class RunningCommand {
    private let process: pid_t
    private var input: Pipe
    private var output: Pipe
    private var error: Pipe
    private var hasEnded = false
    /// What it wrote to standard output before its end was waited for.
    private var written: [UInt8] = []

    init(_ line: [String], environment: [String: String]) throws {
        // A command that ends early must not take the tests with it.
        signal(SIGPIPE, SIG_IGN)
        let (input, output, error, process) = try Self.spawning.withLock { _ in
            let pipes = (try Pipe(), try Pipe(), try Pipe())
            let ends = [pipes.0.readEnd, pipes.1.writeEnd, pipes.2.writeEnd]
            return (pipes.0, pipes.1, pipes.2, try Self.spawn(line, ends, environment))
        }
        self.input = input
        self.output = output
        self.error = error
        self.process = process
        self.input.closeReadEnd()
        self.output.closeWriteEnd()
        self.error.closeWriteEnd()
    }

    deinit {
        if !hasEnded {
            kill(process, SIGKILL)
            waitpid(process, nil, 0)
        }
        for var pipe in [input, output, error] { pipe.close() }
    }

    /// Writes to its standard input: less than a pipe holds.
    package func send(_ text: String) throws {
        let bytes = Array(text.utf8)
        guard Glibc.write(input.writeEnd, bytes, bytes.count) == bytes.count else {
            throw CommandError("the command takes no input")
        }
    }

    /// Sends it a signal.
    package func send(signal: Int32) {
        kill(process, signal)
    }

    /// Waits until it has written this, and nothing else, to standard output.
    package func waitForOutput(_ expected: String, timeout: Duration = .seconds(20)) throws {
        let expected = Array(expected.utf8)
        let deadline = ContinuousClock.now + timeout
        var request = pollfd(fd: output.readEnd, events: Int16(POLLIN), revents: 0)
        while written != expected {
            guard ContinuousClock.now < deadline, expected.starts(with: written) else {
                throw CommandError("the command wrote \(String(decoding: written, as: UTF8.self))")
            }
            guard poll(&request, 1, 50) > 0 else { continue }
            guard Exchange.read(&output, into: &written) else { throw CommandError("the command wrote no more") }
        }
    }

    /// Waits until there is something to read of its standard output, and reads nothing.
    package func waitForAnyOutput(timeout: Int32 = 20_000) throws {
        var request = pollfd(fd: output.readEnd, events: Int16(POLLIN), revents: 0)
        guard poll(&request, 1, timeout) > 0 else { throw CommandError("the command wrote nothing") }
    }

    /// Waits until it has ended, while nobody reads what it writes.
    package func waitForEndUnread(timeout: Duration = .seconds(20)) throws {
        let deadline = ContinuousClock.now + timeout
        var info = siginfo_t()
        while waitid(P_PID, id_t(process), &info, WEXITED | WNOWAIT | WNOHANG) == 0, info.si_signo == 0 {
            guard ContinuousClock.now < deadline else { throw CommandError("the command did not end") }
            usleep(10_000)
        }
    }

    /// Stops reading its standard output.
    package func closeOutput() {
        output.closeReadEnd()
    }

    /// Gives it the rest of its input, closes that, and waits for its end; kills it when it takes too long.
    package func finish(input rest: [UInt8] = [], timeout: Duration = .seconds(60)) throws -> CommandResult {
        try finish(input: rest, closesInput: true, timeout)
    }

    /// Waits for its end while its input stays open.
    package func waitForEnd(timeout: Duration = .seconds(60)) throws -> CommandResult {
        try finish(input: [], closesInput: false, timeout)
    }

    private func finish(input rest: [UInt8], closesInput: Bool, _ timeout: Duration) throws -> CommandResult {
        let deadline = ContinuousClock.now + timeout
        var exchange = Exchange(input: rest, closesInput: closesInput, outputs: output.readEnd < 0 ? 1 : 2)
        while !exchange.isOver {
            guard ContinuousClock.now < deadline else {
                throw CommandError("the command did not end in \(timeout); it said: \(exchange.errorText)")
            }
            exchange.step(&input, &output, &error)
        }
        var status: Int32 = 0
        waitpid(process, &status, 0)
        hasEnded = true
        let signal = status & 0x7F
        return CommandResult(
            exitCode: signal == 0 ? (status >> 8) & 0xFF : nil, signal: signal == 0 ? nil : signal,
            outputBytes: written + exchange.output, error: exchange.errorText)
    }
}

extension RunningCommand {
    /// Only one command is started at a time: until its pipes are marked to be closed, another would inherit them.
    private static let spawning = Mutex(())

    private static func spawn(
        _ line: [String], _ descriptors: [Int32], _ environment: [String: String]
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (target, descriptor) in descriptors.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(target))
        }
        var attributes = try freshSignals()
        defer { posix_spawnattr_destroy(&attributes) }
        var process: pid_t = 0
        let code = withCStrings(line) { arguments in
            withCStrings(variables(environment)) { variables in
                posix_spawn(&process, line[0], &actions, &attributes, arguments, variables)
            }
        }
        guard code == 0 else { throw CommandError("\(line[0]) cannot be started: \(String(cString: strerror(code)))") }
        return process
    }

    /// No signal is ignored or blocked in the command, whatever the tests' own process does with them.
    private static func freshSignals() throws -> posix_spawnattr_t {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        return attributes
    }

    private static func variables(_ added: [String: String]) -> [String] {
        var variables: [String] = []
        var next = environ
        while let variable = next.pointee {
            let text = String(cString: variable)
            if !added.keys.contains(where: { text.hasPrefix($0 + "=") }) { variables.append(text) }
            next += 1
        }
        return variables + added.map { "\($0.key)=\($0.value)" }
    }

    private static func withCStrings<Result>(
        _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        return pointers.withUnsafeMutableBufferPointer { body($0.baseAddress!) }
    }
}
