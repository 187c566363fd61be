// Owns the claims about finding the logs that a user names.

import Glibc
import LTBLog
import LTBTestSupport
import Testing

struct LogFilesTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func paths(_ arguments: [String]) throws -> [String] {
        let (files, notices) = try LogFiles.resolve(arguments)
        #expect(notices.isEmpty)
        return files.map(\.path)
    }

    @Test func filesAreTakenByAnyNameInTheOrderGiven() throws {
        let (a, b) = (try folder.write([], to: "a.log"), try folder.write([], to: "b"))
        #expect(try paths([b, a]) == [b, a])
        #expect(LogFile(path: a).name == "a.log")
        #expect(LogFile(path: "-").name == "-")
    }

    @Test func aFolderStandsForTheLogsInItSortedByPath() throws {
        folder.makeFolder("b")
        folder.makeFolder("b/c.jsonl")
        folder.makeFolder(".hidden")
        for name in [
            "b/x.jsonl.zst", "a.jsonl", "z.jsonl.zst", "b/c.jsonl/y.jsonl", "notes.txt", "old.jsonl.gz",
            ".hidden/q.jsonl",
            ".p.jsonl", "z.jsonl.zst.recovery",
        ] { try folder.write([], to: name) }
        symlink(folder.path, folder["b/loop"])
        symlink("nowhere", folder["b/dangling.jsonl"])
        let expected = ["a.jsonl", "b/c.jsonl/y.jsonl", "b/x.jsonl.zst", "z.jsonl.zst"]
        #expect(try paths([folder.path]) == expected.map { folder[$0] })
        #expect(try paths([folder.path + "/"]) == expected.map { folder[$0] })
    }

    @Test func theSameFileIsReadOnceWithANotice() throws {
        let path = try folder.write([], to: "a.jsonl")
        link(path, folder["b.jsonl"])
        let (files, notices) = try LogFiles.resolve([path, path, folder.path])
        #expect(files == [LogFile(path: path)])
        #expect(
            notices == [
                "\(path) is named twice and is read once", "\(path) is named twice and is read once",
                "\(folder["b.jsonl"]) is the same file as \(path) and is read once",
            ])
    }

    @Test func standardInputIsALogToo() throws {
        let (files, notices) = try LogFiles.resolve(["-", "-"])
        #expect(files == [LogFile(path: "-")])
        #expect(notices == ["standard input is named twice and is read once"])
    }

    @Test func whatIsMissingOrHoldsNothingIsRefused() {
        #expect(throws: LogError.notFound(path: folder["x"])) { try LogFiles.resolve([folder["x"]]) }
        #expect(throws: LogError.noLogs(folder: folder.path)) { try LogFiles.resolve([folder.path]) }
    }
}
