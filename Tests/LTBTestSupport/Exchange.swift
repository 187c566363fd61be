// Owns the exchange with a running command: input in, output and errors out, at the same time.

import Glibc

/// A pipe between the tests and a command; ends that are closed are -1.
struct Pipe {
    private(set) var readEnd: Int32 = -1
    private(set) var writeEnd: Int32 = -1

    init() throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw CommandError("no pipe: \(String(cString: strerror(errno)))") }
        (readEnd, writeEnd) = (ends[0], ends[1])
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }

    mutating func closeReadEnd() {
        if readEnd >= 0 { Glibc.close(readEnd) }
        readEnd = -1
    }

    mutating func closeWriteEnd() {
        if writeEnd >= 0 { Glibc.close(writeEnd) }
        writeEnd = -1
    }

    mutating func close() {
        closeReadEnd()
        closeWriteEnd()
    }
}

/// What is still to be sent to a command, and what it has said.
struct Exchange {
    private var rest: ArraySlice<UInt8>
    private let closesInput: Bool
    private var openOutputs: Int
    private(set) var output: [UInt8] = []
    private var error: [UInt8] = []

    init(input: [UInt8], closesInput: Bool, outputs: Int) {
        openOutputs = outputs
        rest = input[...]
        self.closesInput = closesInput
    }

    /// Whether the command has closed its outputs, as it does when it ends.
    var isOver: Bool { openOutputs == 0 }

    var errorText: String { String(decoding: error, as: UTF8.self) }

    /// Moves what can be moved, or waits a little.
    mutating func step(_ input: inout Pipe, _ output: inout Pipe, _ error: inout Pipe) {
        if rest.isEmpty, closesInput { input.closeWriteEnd() }
        var requests = [
            pollfd(fd: output.readEnd, events: Int16(POLLIN), revents: 0),
            pollfd(fd: error.readEnd, events: Int16(POLLIN), revents: 0),
            pollfd(fd: rest.isEmpty ? -1 : input.writeEnd, events: Int16(POLLOUT), revents: 0),
        ]
        guard poll(&requests, nfds_t(requests.count), 50) > 0 else { return }
        if requests[0].revents != 0, !Self.read(&output, into: &self.output) { openOutputs -= 1 }
        if requests[1].revents != 0, !Self.read(&error, into: &self.error) { openOutputs -= 1 }
        if requests[2].revents != 0 { write(&input) }
    }

    /// Reads once; false at the end.
    static func read(_ pipe: inout Pipe, into bytes: inout [UInt8]) -> Bool {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        let count = Glibc.read(pipe.readEnd, &chunk, chunk.count)
        guard count > 0 else {
            pipe.closeReadEnd()
            return false
        }
        bytes += chunk[..<count]
        return true
    }

    private mutating func write(_ input: inout Pipe) {
        _ = fcntl(input.writeEnd, F_SETFL, O_NONBLOCK)
        let count = rest.withUnsafeBytes { Glibc.write(input.writeEnd, $0.baseAddress, $0.count) }
        // Whoever does not read its input has ended, or will tell why not.
        rest = count > 0 ? rest.dropFirst(count) : errno == EAGAIN ? rest : []
    }
}
