// Owns which files of a stack's folder may be touched: those that are in it.

import Glibc

/// A path below a folder, of plain names.
///
/// What remembers the files of a folder lies in it, and whoever made the folder may have written it: a path that leads
/// elsewhere would have files overwritten or removed that are none of the stack's.
struct StackPath {
    private let folder: String
    private let parts: [Substring]

    /// Nil of a path that is absolute, or has empty names, `.`, `..` or a byte 0.
    init?(_ name: String, in folder: String) {
        parts = name.split(separator: "/", omittingEmptySubsequences: false)
        self.folder = folder
        guard parts.allSatisfy({ !["", ".", ".."].contains($0) && !$0.utf8.contains(0) }) else { return nil }
    }

    /// The path, unless a symbolic link is on the way, or at its end.
    func checked() throws(Failure) -> String {
        var path = folder
        for part in parts {
            path += "/\(part)"
            var status = stat()
            guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { continue }
            throw Failure(
                message:
                    "\(path) is a symbolic link, and a stack is written to plain folders and files only; remove it, or "
                    + "name another folder.")
        }
        return path
    }
}
