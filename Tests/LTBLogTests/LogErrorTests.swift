// Owns the claims about what a user is told when a log cannot be read or written.

import LTBLog
import Testing

struct LogErrorTests {
    @Test func everyErrorIsOneSentence() {
        let path = "run.jsonl.zst"
        let sentences: [(LogError, String)] = [
            (.notFound(path: path), "run.jsonl.zst: there is no such file; check the path"),
            (.isFolder(path: path), "run.jsonl.zst is a folder; name a file in it"),
            (
                .noLogs(folder: "runs"),
                "runs holds no *.jsonl.zst or *.jsonl file; name a log or another folder"
            ),
            (.empty(path: "-"), "standard input is empty (0 bytes); check that the run was recorded into it"),
            (
                .compressed(path: "a.gz", by: .gzip),
                "a.gz is compressed with gzip, not zstd; run: gzip -dc a.gz | ltb-analyze report -"
            ),
            (
                .compressed(path: "it's $1.zip", by: .zip),
                #"it's $1.zip is compressed with zip, not zstd; run: unzip -p 'it'\''s $1.zip' | ltb-analyze report -"#
            ),
            (
                .compressed(path: "-", by: .xz),
                "standard input is compressed with xz, not zstd; run: xz -dc FILE | ltb-analyze report -"
            ),
            (
                .notALog(path: path),
                "run.jsonl.zst is not a log: it starts with neither a zstd frame nor a JSON object; "
                    + "name a *.jsonl.zst or *.jsonl file"
            ),
            (
                .windowTooLarge(path: path, frame: 3, windowBytes: 1 << 28),
                "run.jsonl.zst: frame 3 needs a window of 268435456 bytes, more than 128 MiB; "
                    + "compress it again with: zstd -dc --memory=2048MB run.jsonl.zst | zstd"
            ),
            (
                .needsDictionary(path: path, frame: 0, id: 42),
                "run.jsonl.zst: frame 0 was compressed with dictionary 42, which is not supported; "
                    + "compress it again without one"
            ),
            (
                .cannotOpen(path: path, reason: "Permission denied"),
                "run.jsonl.zst cannot be opened: Permission denied; check the path and its permissions"
            ),
            (
                .readFailed(path: path, offset: 5, reason: "Input/output error"),
                "run.jsonl.zst cannot be read at byte 5: Input/output error; copy the file elsewhere and try again"
            ),
            (
                .writeFailed(path: path, reason: "No space left on device"),
                "run.jsonl.zst cannot be written: No space left on device; free space or choose another file"
            ),
            (.locked(path: path), "run.jsonl.zst is being written by another process; choose another file"),
            (.cannotAppend(path: path), "run.jsonl.zst exists and is not a zstd log; choose another file"),
            (
                .foreignRecovery(path: "run.jsonl.zst.recovery"),
                "run.jsonl.zst.recovery does not fit the log beside it, and both were left as they are; "
                    + "move it elsewhere"
            ),
            (
                .damaged(path: path, offset: 9),
                "run.jsonl.zst is damaged at byte 9 and was left as it is; choose another file"
            ),
            (
                .lineTooLong(path: path, bytes: 16_777_217),
                "run.jsonl.zst: a line of 16777217 bytes was not written, readers take at most 16 MiB; shorten it"
            ),
            (.closed(path: path), "run.jsonl.zst was closed before; open it again to append to it"),
        ]
        for (error, sentence) in sentences {
            #expect(error.description == sentence)
        }
    }

    @Test func aPathCannotControlATerminal() {
        #expect(LogError.isFolder(path: "a\u{1B}[2J\n\u{9B}").description.hasPrefix("a\u{FFFD}[2J\u{FFFD}\u{FFFD} is"))
    }
}
