// Owns what a reader tells of the stored bytes of a log while it reads them.

/// A run of stored bytes that a reader has passed: a frame, or damage.
package struct StoredPart: Sendable, Equatable {
    /// What the bytes are.
    package enum Kind: Sendable, Equatable {
        /// A data frame that was read to its end.
        case data(textBytes: Int64)
        /// A frame without data.
        case skippable
        case damage(StoredDamage)
    }

    package var kind: Kind
    /// The place of the first byte, counted from where reading started.
    package var offset: Int64
    package var bytes: Int64
    /// The data frame, from 0; of a frame without data, the one that comes next.
    package var frame: Int
}

/// Why stored bytes cannot be read.
package enum StoredDamage: String, Sendable, CaseIterable {
    /// The structure of a frame, but not what it holds.
    case undecodable = "undecodable_frame"
    /// A frame that was given while it was decoded, and then its checksum was wrong.
    case wrongChecksum = "wrong_checksum"
    /// Bytes that are no frame.
    case noFrame = "no_frame"
    /// The log ends in the middle of a frame.
    case torn = "torn_tail"

    /// What is wrong, for people.
    package var inWords: String {
        switch self {
        case .undecodable: "the frame cannot be decoded, or its checksum is wrong"
        case .wrongChecksum: "the frame's checksum is wrong"
        case .noFrame: "no frame that can be read starts here"
        case .torn: "the log ends in the middle of this frame"
        }
    }
}
