// Owns reading a log from start to end for a command: what is shown meanwhile, and what ends it.

import Glibc
import LTBLog

extension LogReader {
    /// Gives every line; whatever goes wrong with the log is the end of the command.
    ///
    /// A terminal sees how far it is, unless a command asks for silence, since others may write to the same terminal.
    func readLines(
        isSilent: Bool = false, _ body: (UnsafeRawBufferPointer, LinePosition) throws -> Void
    ) throws(Failure) {
        let meter = ReadingMeter()
        let progress = isSilent ? nil : ProgressLine(meter, totalBytes: file.sizeOfFile)
        defer { progress?.end() }
        do {
            try forEachLine(meter, body)
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(message: "\(error)")
        }
    }

    /// Opens a log; that it cannot be is the end of the command.
    static func opening(_ file: LogFile) throws(Failure) -> LogReader {
        do throws(LogError) {
            return try LogReader(file)
        } catch {
            throw Failure(message: error.description)
        }
    }
}

extension LogFile {
    /// How many bytes there are to read; nil if nobody knows.
    fileprivate var sizeOfFile: Int64? {
        var status = stat()
        guard path != LogFile.standardInput, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return nil
        }
        return Int64(status.st_size)
    }
}
