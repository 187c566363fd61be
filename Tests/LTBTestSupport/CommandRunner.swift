// Owns running the built commands in tests.

import Glibc

/// A built command, to be run as its users run it.
package struct CommandRunner: Sendable {
    /// Where the command is.
    package let path: String

    /// A command by its name, which is built into the folder in which the tests are.
    package init(_ name: String) throws {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        let tests = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
        path = tests.prefix(through: tests.lastIndex(of: "/") ?? tests.startIndex) + name
        guard access(path, X_OK) == 0 else { throw CommandError("\(path) is not built") }
    }

    /// A command of the system.
    package init(path: String) {
        self.path = path
    }

    /// Runs the command with all of its input, until it ends.
    ///
    /// - Parameters:
    ///   - folder: where it runs; nil for where the tests do.
    ///   - environment: variables that are added to those of the tests.
    ///   - timeout: after this time it is killed, and the test fails.
    package func run(
        _ arguments: String..., input: String = "", in folder: String? = nil, environment: [String: String] = [:],
        timeout: Duration = .seconds(60)
    ) throws -> CommandResult {
        try run(arguments, input: Array(input.utf8), in: folder, environment: environment, timeout: timeout)
    }

    /// Runs the command with arguments and input that the test has put together.
    package func run(
        _ arguments: [String], input: [UInt8] = [], in folder: String? = nil, environment: [String: String] = [:],
        timeout: Duration = .seconds(60)
    ) throws -> CommandResult {
        let command = try start(arguments, in: folder, environment: environment)
        return try command.finish(input: input, timeout: timeout)
    }

    /// Starts the command, and leaves it running.
    package func start(
        _ arguments: [String], in folder: String? = nil, environment: [String: String] = [:]
    ) throws -> RunningCommand {
        // posix_spawn itself cannot portably change the folder.
        let line = folder.map { ["/usr/bin/env", "-C", $0, path] + arguments } ?? [path] + arguments
        return try RunningCommand(line, environment: environment)
    }
}

/// How a command ended.
package struct CommandResult: Sendable, Equatable {
    /// The exit code; nil if a signal ended it.
    package var exitCode: Int32?
    /// The signal that ended it.
    package var signal: Int32?
    /// What it wrote to standard output.
    package var outputBytes: [UInt8]
    /// What it wrote to standard error.
    package var error: String

    /// How a command ended that wrote this text.
    package init(
        exitCode: Int32?, signal: Int32? = nil, output: String, error: String
    ) {
        self.init(exitCode: exitCode, signal: signal, outputBytes: Array(output.utf8), error: error)
    }

    init(exitCode: Int32?, signal: Int32?, outputBytes: [UInt8], error: String) {
        (self.exitCode, self.signal) = (exitCode, signal)
        (self.outputBytes, self.error) = (outputBytes, error)
    }

    /// What it wrote to standard output, as text.
    package var output: String { String(decoding: outputBytes, as: UTF8.self) }
}

/// Why a test could not run a command.
package struct CommandError: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}
