// Owns reading a file of checks.

import LTBAnalysis
import LTBEvents
import LTBYAML

/// A file of checks.
enum CheckFileReading {
    /// The checks of a file; what is wrong with it is told with its line.
    static func checks(of path: String) throws(Failure) -> [Check] {
        let name = DocumentFile.name(of: path)
        let bytes = try DocumentFile.bytes(of: path, calledA: "file of checks")
        let document: DocumentNode
        do throws(DocumentError) {
            document = try DocumentNode(document: bytes)
        } catch {
            let names = error.path.map { "\($0): " }.joined()
            throw Failure(
                message: "\(name), line \(error.line): \(names)\(error.problem); correct the file.", status: .usage)
        }
        do throws(CheckFileError) {
            return try CheckFile(document, file: name).checks
        } catch {
            throw Failure(message: error.description, status: .usage)
        }
    }
}
