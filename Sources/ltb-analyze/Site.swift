// Owns `report --index`: a folder with a page a log, and a page that lists them.

import Glibc
import LTBAnalysis
import LTBLog
import LTBReport

/// A folder of pages, made anew from logs.
struct Site {
    let folder: String
    let title: String?
    let assets: PageAssets

    /// Makes the folder, unless it is there.
    func prepare(for files: [LogFile]) throws(Failure) {
        var status = stat()
        if stat(folder, &status) != 0, mkdir(folder, 0o777) != 0 {
            throw Failure(
                message: "cannot make the folder \(folder): \(String(cString: strerror(errno))); "
                    + "name one in a folder that exists and that you may write to.")
        }
        if stat(folder, &status) == 0, status.st_mode & S_IFMT != S_IFDIR {
            throw Failure(message: "cannot write pages into \(folder): it is no folder; name one.")
        }
        try target("index.html").check()
        for name in pageNames(files) { try target(name).checkDiffers(from: files) }
        try AssetFiles(assets, besidePagesAt: [path("index.html")]).check(differFrom: files)
    }

    /// Writes all pages. A log that cannot be read is told of, and left out; only one is in memory at a time.
    func write(_ files: [LogFile], analysis: AnalysisOptions) throws {
        try AssetFiles(assets, besidePagesAt: [path("index.html")]).write()
        var entries: [IndexEntry] = []
        var failures: [Failure] = []
        for (file, page) in zip(files, pageNames(files)) {
            do {
                let summary = try analysis.analyze([file])
                try target(page).write(HTMLReport(assets: assets).bytes(of: summary))
                entries.append(IndexEntry(summary, page: page))
                try analysis.judge(summary)
            } catch let failure as Failure {
                failures.append(Failure(message: "\(file.name): \(failure.message)", status: failure.status))
            }
        }
        try target("index.html").write(IndexPage(title: title, assets: assets).bytes(of: entries))
        let pages = entries.count == 1 ? "1 page" : "\(entries.count) pages"
        StandardError.write("Wrote \(path("index.html")) and \(pages).")
        guard let last = failures.last else { return }
        for failure in failures.dropLast() { StandardError.write("ltb-analyze: \(failure.message)") }
        // What could not be done weighs more than a verdict.
        let statuses = failures.map(\.status)
        let status = [ExitStatus.failure, .verdict, .noData].first(where: statuses.contains) ?? last.status
        throw Failure(message: last.message, status: status)
    }

    private func pageNames(_ files: [LogFile]) -> [String] { PageFileNames.unique(for: files.map(\.name)) }

    private func path(_ name: String) -> String { folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)" }

    private func target(_ name: String) -> OutputTarget { .file(path(name)) }
}
