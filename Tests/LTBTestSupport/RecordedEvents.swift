// Owns reading a log back into events.

package import LTBEvents
import LTBLog

/// All events of a log, in the order of its lines.
package func readEvents(_ path: String) throws -> [Event] {
    var events: [Event] = []
    let reader = try LogReader(LogFile(path: path))
    try reader.forEachLine { line, _ in events.append(try Event(json: line)) }
    return events
}
