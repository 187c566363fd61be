// Owns the tests of snapshots: a difference is never passed over.

import FoundationEssentials
import LTBTestSupport
import Testing

@Suite struct SnapshotsTests {
    private let path = "Package.swift"

    private var content: [UInt8] {
        get throws { Array(try Data(contentsOf: repositoryRoot.appending(path: path))) }
    }

    @Test func sameBytesAreNoIssue() throws {
        expectSnapshot(try content, at: path, isRecording: false)
    }

    @Test func anyDifferenceIsAnIssue() throws {
        let content = try content
        for changed in [[], content.dropLast(), content + [0x0A], [0x20] + content.dropFirst()] {
            withKnownIssue { expectSnapshot(changed, at: path, isRecording: false) }
        }
    }

    @Test func missingFileIsAnIssue() {
        withKnownIssue { expectSnapshot("", at: "no/such/file", isRecording: false) }
    }

    @Test func recordingWritesTheFileAndFails() throws {
        let path = ".build/recorded-snapshot-\(UInt64.random(in: .min ... .max))/sample.txt"
        let folder = repositoryRoot.appending(path: path).deletingLastPathComponent()
        defer { try? FileManager.default.removeItem(at: folder) }
        withKnownIssue { expectSnapshot("a", at: path, isRecording: true) }
        withKnownIssue { expectSnapshot("b", at: path, isRecording: true) }
        expectSnapshot("b", at: path, isRecording: true)
    }
}
