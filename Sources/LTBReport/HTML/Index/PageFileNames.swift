// Owns the names of pages that are made from logs of any name.

/// File names of pages: safe in links, in archives and on any file system.
package enum PageFileNames {
    /// A name for each log, in their order, no two the same even where capitals do not count.
    ///
    /// `run.jsonl.zst` becomes `run.html`; what is not a letter, a digit or one of `._-` becomes `-`; a second `run`
    /// becomes `run-2`. No page is named like the index.
    package static func unique(for logs: [String]) -> [String] {
        var taken: Set<String> = ["index"]
        return logs.map { log in
            let stem = stem(log)
            var name = stem
            var number = 2
            while !taken.insert(name.lowercased()).inserted {
                name = "\(stem)-\(number)"
                number += 1
            }
            return name + ".html"
        }
    }

    /// The most characters of a name, without what makes it unique and its ending.
    private static let longest = 80

    private static func stem(_ log: String) -> String {
        var stem = log[...]
        for ending in [".zst", ".jsonl", ".json"] where stem.hasSuffix(ending) { stem = stem.dropLast(ending.count) }
        var name = ""
        for scalar in stem.unicodeScalars.prefix(longest) {
            let isSafe = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            if isSafe || "._-".unicodeScalars.contains(scalar) {
                name.unicodeScalars.append(scalar)
            } else if name.last != "-" {
                name.append("-")
            }
        }
        // Names that begin with a dot are hidden; ones that begin with a hyphen look like options.
        let shown = String(name.drop { $0 == "." || $0 == "-" })
        return shown.isEmpty ? "run" : shown
    }
}
