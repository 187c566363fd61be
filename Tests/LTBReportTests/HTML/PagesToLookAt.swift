// Owns the pages that people look at while they change the report.

import Glibc
import Testing

@testable import LTBReport

/// Writes the sample pages into the folder that `LTB_PAGES` names.
@Suite(.enabled(if: getenv("LTB_PAGES") != nil, "on demand: set LTB_PAGES to a folder")) struct PagesToLookAt {
    @Test(arguments: Sample.allCases)
    func writesPage(sample: Sample) throws {
        let folder = String(cString: try #require(getenv("LTB_PAGES")))
        let bytes = HTMLReport().bytes(of: sample.summary)
        let file = try #require(fopen(folder + "/" + sample.rawValue + ".html", "w"))
        defer { fclose(file) }
        #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
    }
}
