// Owns snapshots: whole outputs that are compared with files of the repository.

package import FoundationEssentials

/// Whether the environment asks for snapshots to be recorded.
package let isRecordingSnapshots = ProcessInfo.processInfo.environment["LTB_RECORD_SNAPSHOTS"] == "1"

/// The folder that holds `Package.swift`.
package let repositoryRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

// Building everything with the standard library linked in builds this too, though no tests: then there is no such module.
#if canImport(Testing)

    package import Testing

    /// Expects bytes to be those of a file, whose path is relative to the root of the repository.
    ///
    /// With `LTB_RECORD_SNAPSHOTS=1` in the environment the file is written where it differs, and the test fails, so that a
    /// recording never passes for a test.
    package func expectSnapshot(
        _ actual: [UInt8], at path: String, isRecording: Bool = isRecordingSnapshots,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let url = repositoryRoot.appending(path: path)
        let expected = try? Data(contentsOf: url)
        if let expected, expected.elementsEqual(actual) { return }
        guard isRecording else {
            Issue.record(difference(expected.map { Array($0) }, actual, path), sourceLocation: sourceLocation)
            return
        }
        do {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(actual).write(to: url)
            Issue.record(
                "recorded \(path): look at it, then run the tests without recording", sourceLocation: sourceLocation)
        } catch {
            Issue.record("cannot record \(path): \(error)", sourceLocation: sourceLocation)
        }
    }

    /// Expects a text to be that of a file.
    package func expectSnapshot(
        _ actual: String, at path: String, isRecording: Bool = isRecordingSnapshots,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        expectSnapshot(Array(actual.utf8), at: path, isRecording: isRecording, sourceLocation: sourceLocation)
    }

    private func difference(_ expected: [UInt8]?, _ actual: [UInt8], _ path: String) -> Comment {
        let advice = "set LTB_RECORD_SNAPSHOTS=1 to record it"
        guard let expected else { return "\(path) cannot be read; \(advice)" }
        let offset =
            zip(expected, actual).enumerated().first { $1.0 != $1.1 }?.offset ?? min(expected.count, actual.count)
        let line = expected[..<offset].count { $0 == 0x0A } + 1
        func context(_ bytes: [UInt8]) -> String {
            String(decoding: bytes[max(0, offset - 40)..<min(bytes.count, offset + 80)], as: UTF8.self)
        }
        return """
            differs from \(path) in line \(line), byte \(offset); \(advice)
            expected …\(context(expected))…
            actual   …\(context(actual))…
            """
    }

#endif
