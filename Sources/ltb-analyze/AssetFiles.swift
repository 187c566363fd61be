// Owns the files that pages share: the style and the script beside them.

import Glibc
import LTBLog
import LTBReport

/// The style and the script in the folders of pages.
struct AssetFiles {
    /// One file in one folder.
    private struct Asset {
        var file: PageAssets.File
        var path: String
        var target: OutputTarget { .file(path) }
    }

    private let assets: [Asset]

    /// The files beside pages at these paths, each once; none where pages have everything in themselves.
    init(_ assets: PageAssets, besidePagesAt paths: [String]) {
        let folders = Set(paths.map(OutputTarget.folder(of:))).sorted()
        self.assets = folders.flatMap { folder in
            assets.files.map { Asset(file: $0, path: folder == "." ? $0.name : "\(folder)/\($0.name)") }
        }
    }

    /// Finds out whether they can be written, and that none of them is someone else's.
    func check(differFrom inputs: [LogFile]) throws(Failure) {
        for asset in assets {
            try asset.target.check()
            try asset.target.checkDiffers(from: inputs)
            if !Self.isOurs(asset.path, mark: asset.file.mark) {
                throw Failure(
                    message: "cannot write \(asset.path): a file of that name is there that no report made; "
                        + "move it away, or use --assets inline.")
            }
        }
    }

    func write() throws(Failure) {
        for asset in assets { try asset.target.write(asset.file.bytes) }
    }

    /// Whether a file begins with our mark, or is not there.
    private static func isOurs(_ path: String, mark: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return errno == ENOENT }
        defer { close(descriptor) }
        let mark = Array(mark.utf8)
        var head = [UInt8](repeating: 0, count: mark.count)
        let count = read(descriptor, &head, head.count)
        return count == 0 || head == mark
    }
}
