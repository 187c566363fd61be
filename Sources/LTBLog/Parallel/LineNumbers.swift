// Owns telling the line in a file from the line in one of its parts.

/// Where the parts of files start, counted in lines.
package struct LineNumbers: Sendable, Equatable {
    /// By file and part.
    private var linesBefore: [[Int]]

    init(files: Int) {
        linesBefore = Array(repeating: [], count: files)
    }

    mutating func append(linesBefore count: Int, ofFile file: Int) {
        linesBefore[file].append(count)
    }

    /// The place of a line in its file as a whole.
    package func position(_ position: LinePosition, inFile file: Int) -> LinePosition {
        guard linesBefore.indices.contains(file), linesBefore[file].indices.contains(position.part) else {
            return position
        }
        return LinePosition(frame: position.frame, line: linesBefore[file][position.part] + position.line)
    }
}
