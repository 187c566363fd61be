// Owns cutting a regular file into stretches, of which each can be read without those before it.

/// Where the stretches of a log start: at frames, or anywhere in plain text; the last goes on to the end of the file.
///
/// There is one for at least `LogLimits.partBytes` stored bytes, or for the text that a reader holds at once.
struct Stretches {
    /// In the order of the file; empty where there are no frames.
    private(set) var starts: [FrameReader.Place] = []
    /// Whether they are what a seek table says, and each is to be compared with the frames before it is believed.
    private(set) var areClaimed = false

    /// Of plain text.
    init(textBytes: Int64, limits: LogLimits) {
        starts = stride(from: 0, to: textBytes, by: limits.partBytes).map { FrameReader.Place(offset: $0, frame: 0) }
    }

    /// Of the frames that a seek table names.
    init(_ table: SeekTable, limits: LogLimits) {
        areClaimed = true
        var place = FrameReader.Place(offset: 0, frame: 0)
        var textBytes = 0
        for entry in table.entries {
            let isFull = starts.last.map { place.offset - $0.offset >= limits.partBytes } ?? true
            if isFull || textBytes >= limits.verifiedFrameBytes {
                starts.append(place)
                textBytes = 0
            }
            place.offset += Int64(entry.storedBytes)
            place.frame += entry.textBytes > 0 ? 1 : 0
            textBytes += Int(entry.textBytes)
        }
    }

    /// Of the frames as their headers tell, of a whole file. Only what is irregular is decoded.
    init(walking file: OpenFile, limits: LogLimits) throws {
        guard let shared = try file.shared() else { return }
        var walk = PartWalk(shared, isCompressed: true, limits: limits)
        let irregular = FrameReader(StoredBytes(file, readBytes: limits.readBytes), limits: limits)
        var isAfterIrregular = false
        while true {
            switch try walk.next() {
            case .end: return
            case .part(let part):
                append(part.start, unlessNear: isAfterIrregular, limits)
                isAfterIrregular = false
            case .irregular(let place):
                append(place, unlessNear: true, limits)
                isAfterIrregular = true
                // What is long is read once, with all that follows; to read it twice would cost more than it saves.
                guard try !irregular.isLong(at: place),
                    let next = try irregular.readIrregular(from: place, to: { _, _ in })
                else { return }
                walk.move(to: next)
            }
        }
    }

    /// Many small pieces are one stretch.
    private mutating func append(_ place: FrameReader.Place, unlessNear: Bool, _ limits: LogLimits) {
        if unlessNear, let last = starts.last, place.offset - last.offset < limits.partBytes { return }
        starts.append(place)
    }
}
