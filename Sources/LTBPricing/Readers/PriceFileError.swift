// Owns what is told of a price file that cannot be read.

package import LTBEvents

/// Why a price file cannot be read: where, what is wrong, and what to do.
package struct PriceFileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file's name.
    package var file: String
    /// The first line is 1; nil if it is about the whole file.
    package var line: Int?
    /// The model, with its provider.
    package var model: String?
    /// The key.
    package var key: String?
    /// What is wrong, and what to do, without a full stop.
    package var problem: String

    package init(file: String, line: Int? = nil, model: String? = nil, key: String? = nil, problem: String) {
        (self.file, self.line, self.model, self.key, self.problem) = (file, line, model, key, problem)
    }

    /// What keeps a file from being a document at all.
    package init(_ error: DocumentError, file: String) {
        let isOwn = error.path.first == "prices" && error.path.count > 1
        var names = isOwn ? Array(error.path.dropFirst()) : error.path
        // Our own files have providers around their models.
        if isOwn, names.count > 1 { names[0...1] = ["\(names[0])/\(names[1])"] }
        let advice = names.isEmpty ? "correct the file" : "leave one of them out"
        self.init(
            file: file, line: error.line, model: names.count > 1 ? PriceFields.shown(names[0]) : nil,
            key: names.last.map(PriceFields.shown), problem: "\(error.problem); \(advice)")
    }

    /// `prices.yaml:12: openai/gpt-4o: input: '1,25' is no price; write …`
    package var description: String {
        let place = file + (line.map { ":\($0)" } ?? "")
        return ([place] + [model, key].compactMap(\.self) + [problem + "."]).joined(separator: ": ")
    }
}
