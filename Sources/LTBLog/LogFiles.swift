// Owns turning what a user names (files, folders, standard input) into the logs to read.

import Glibc

/// The logs that a command's arguments stand for.
package enum LogFiles {
    /// Finds the logs: files as they are named, of folders every `*.jsonl.zst` and `*.jsonl` in them and in their folders,
    /// sorted by path, and `-` for standard input. Hidden names and folders behind symbolic links are passed over.
    ///
    /// The same file (device and inode) is listed once; a notice tells of each that was left out.
    package static func resolve(
        _ arguments: [String]
    ) throws(LogError) -> (files: [LogFile], notices: [String]) {
        var list = LogList()
        for argument in arguments {
            guard let status = status(of: argument) else { throw openError(argument) }
            if status.isFolder {
                for path in try logs(in: argument) {
                    // What was removed since the folder was listed is no longer one of its logs.
                    if let status = Self.status(of: path) { list.add(path, status) }
                }
            } else {
                list.add(argument, status)
            }
        }
        return (list.files, list.notices)
    }

    static func isFolder(_ path: String) -> Bool { status(of: path)?.isFolder == true }

    static func isFile(_ path: String) -> Bool { status(of: path)?.isFile == true }

    static func exists(_ path: String) -> Bool { status(of: path) != nil }

    private static func status(of path: String) -> stat? {
        var status = stat()
        let result = path == LogFile.standardInput ? fstat(STDIN_FILENO, &status) : stat(path, &status)
        return result == 0 ? status : nil
    }

    /// All logs of a folder; where folders that cannot be listed are no error, they have none.
    static func logs(
        in folder: String,
        onUnreadable: (_ error: LogError, _ folder: String) throws(LogError) -> Void = { error, _ throws(LogError) in
            throw error
        }
    ) throws(LogError) -> [String] {
        var paths: [String] = []
        var folders = [folder]
        while let next = folders.popLast() {
            for name in try names(in: next, isNamed: next == folder, onUnreadable) where !name.hasPrefix(".") {
                let path = next.hasSuffix("/") ? next + name : next + "/" + name
                if isRealFolder(path) {
                    folders.append(path)
                } else if name.hasSuffix(".jsonl.zst") || name.hasSuffix(".jsonl"), status(of: path)?.isFile == true {
                    paths.append(path)
                }
            }
        }
        guard !paths.isEmpty else { throw .noLogs(folder: folder) }
        return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Nothing of a folder that was removed since its own was listed.
    private static func names(
        in folder: String, isNamed: Bool, _ onUnreadable: (LogError, String) throws(LogError) -> Void
    ) throws(LogError) -> [String] {
        do throws(LogError) { return try names(in: folder) } catch {
            switch error {
            case .notFound where !isNamed: return []
            case .cannotOpen:
                try onUnreadable(error, folder)
                return []
            default: throw error
            }
        }
    }

    static func names(in folder: String) throws(LogError) -> [String] {
        guard let directory = opendir(folder) else { throw openError(folder) }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            names.append(
                withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
        }
        return names
    }

    private static func isRealFolder(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.isFolder
    }
}

/// Logs in order, each once.
private struct LogList {
    private struct Identity: Hashable {
        var device: dev_t
        var inode: ino_t
    }

    private(set) var files: [LogFile] = []
    private(set) var notices: [String] = []
    private var paths: [Identity: String] = [:]

    mutating func add(_ path: String, _ status: stat) {
        let identity = Identity(device: status.st_dev, inode: status.st_ino)
        if let first = paths[identity] {
            let copy = first == path ? "is named twice" : "is the same file as \(shown(first))"
            notices.append("\(shown(path)) \(copy) and is read once")
        } else {
            paths[identity] = path
            files.append(LogFile(path: path))
        }
    }
}

extension stat {
    fileprivate var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
    fileprivate var isFile: Bool { st_mode & S_IFMT == S_IFREG }
}
