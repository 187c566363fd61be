// Owns waiting for standard input, for a time, and for the signals that end the command.

import Glibc

/// Standard input, together with SIGINT, SIGTERM and SIGHUP.
///
/// The signals are blocked but for the time of a wait: none of them can interrupt a write, and none that comes just
/// before a wait is missed. One that was ignored when the command was started (`nohup`, a background job of a script)
/// stays so.
struct StandardInput {
    enum Event {
        /// So many bytes were read, at least one.
        case bytes(Int)
        /// There is no more input.
        case end
        /// A signal came.
        case stop
        /// Nothing came in time.
        case timeout
    }

    private var stopSignals = sigset_t()
    /// The mask while waiting.
    private var openMask = sigset_t()

    init() throws {
        guard fcntl(STDIN_FILENO, F_GETFD) >= 0 else {
            throw Failure(message: "standard input is closed; send it events, one JSON object a line")
        }
        sigemptyset(&stopSignals)
        for signal in [SIGINT, SIGTERM, SIGHUP] where Self.takesOver(signal) { sigaddset(&stopSignals, signal) }
        sigprocmask(SIG_BLOCK, &stopSignals, &openMask)
        for signal in [SIGINT, SIGTERM, SIGHUP] where sigismember(&stopSignals, signal) == 1 {
            sigdelset(&openMask, signal)
        }
    }

    /// Reads what there is, or waits for it until a time in nanoseconds has passed; nil waits as long as it takes.
    func read(into buffer: UnsafeMutableRawBufferPointer, timeout: Int64?) throws -> Event {
        switch try wait(timeout) {
        case .some(let event): return event
        case nil: break
        }
        let count = Glibc.read(STDIN_FILENO, buffer.baseAddress, buffer.count)
        if count > 0 { return .bytes(count) }
        if count == 0 { return .end }
        guard errno == EAGAIN || errno == EINTR else { throw Self.failure(errno) }
        return .timeout
    }

    /// Reads what there is, whatever signals there are; nil if there is nothing now, or never will be.
    func readRest(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        guard poll(&request, 1, 0) > 0 else { return nil }
        let count = Glibc.read(STDIN_FILENO, buffer.baseAddress, buffer.count)
        return count > 0 ? count : nil
    }

    /// Waits until there is input, which gives nil, or something else happens.
    private func wait(_ timeout: Int64?) throws -> Event? {
        // A set with only standard input in it. (FD_SET is a macro that Swift does not see.)
        var input = fd_set()
        input.__fds_bits.0 = 1 << STDIN_FILENO
        var mask = openMask
        var limit = timespec()
        limit.tv_sec = Int((timeout ?? 0) / 1_000_000_000)
        limit.tv_nsec = Int((timeout ?? 0) % 1_000_000_000)
        let ready = withUnsafePointer(to: &limit) { limit in
            pselect(STDIN_FILENO + 1, &input, nil, nil, timeout == nil ? nil : limit, &mask)
        }
        if ready < 0, errno != EINTR { throw Self.failure(errno) }
        // Where there is input at once, a signal may still be waiting for its turn.
        if ready < 0 || isStopPending { return .stop }
        return ready == 0 ? .timeout : nil
    }

    private var isStopPending: Bool {
        var pending = sigset_t()
        sigpending(&pending)
        var signals = stopSignals
        return [SIGINT, SIGTERM, SIGHUP].contains { sigismember(&pending, $0) == 1 && sigismember(&signals, $0) == 1 }
    }

    /// Lets a signal do nothing but interrupt a wait, unless it is ignored.
    private static func takesOver(_ signal: Int32) -> Bool {
        var before = sigaction()
        guard sigaction(signal, nil, &before) == 0 else { return false }
        let handler = unsafeBitCast(before.__sigaction_handler.sa_handler, to: Int.self)
        guard handler != unsafeBitCast(SIG_IGN, to: Int.self) else { return false }
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { _ in }
        return sigaction(signal, &action, nil) == 0
    }

    private static func failure(_ code: Int32) -> Failure {
        Failure(
            message: "standard input cannot be read: \(systemMessage(code)); send it events, one JSON object a line")
    }
}
