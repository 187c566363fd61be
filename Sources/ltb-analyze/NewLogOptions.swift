// Owns the options of commands that write a log.

import ArgumentParser
import LTBLog

/// Where a new log goes.
struct NewLogOptions: ParsableArguments {
    @Option(
        name: [.short, .long],
        help: ArgumentHelp("The log to write; - prints the lines instead.", valueName: "file"),
        completion: .file(extensions: ["zst"]))
    var output: String

    @Flag(help: "Replace the output if it is there already.")
    var force = false

    /// Writes a log: all of it, or none.
    func write(from inputs: [LogFile], _ body: (NewLog) throws -> Void) throws -> NewLog {
        let log = try NewLog(output, from: inputs, replacing: force)
        do {
            try body(log)
            try log.finish()
        } catch let failure as Failure {
            log.discard()
            throw failure
        } catch {
            log.discard()
            throw Failure(message: "\(error)")
        }
        return log
    }

    /// What messages call the output.
    var name: String { output == LogFile.standardInput ? "standard output" : output }
}
