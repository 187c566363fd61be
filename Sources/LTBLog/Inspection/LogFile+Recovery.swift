// Owns telling whether a log's torn end is still being recovered.

import Glibc

extension LogFile {
    /// The file that holds lines of this log until its recovery is complete, if one was interrupted or is under way.
    package var interruptedRecovery: String? {
        guard path != Self.standardInput else { return nil }
        let side = RecoveryFile.path(for: path)
        return access(side, F_OK) == 0 ? side : nil
    }
}
