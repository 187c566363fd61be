// Owns logs as chance makes them: of any writer, cut, damaged.

import LTBLog
import LTBTestSupport

/// Text of a few lines, blank and long ones among them; often the last has no newline.
func randomText(using random: inout SplitMix64) -> [UInt8] {
    var text: [UInt8] = []
    for _ in 0..<Int.random(in: 0...30, using: &random) {
        let length = random.oneIn(4) ? 0 : Int.random(in: 0...200, using: &random)
        text += (0..<length).map { _ in UInt8.random(in: 0x20...0x7E, using: &random) }
        text.append(0x0A)
    }
    if random.oneIn(2) { text += Array("{\"last\":true}".utf8) }
    return text
}

/// Frames of all shapes that hold a text, cut anywhere, and skippable ones between them.
func randomFrames(_ text: [UInt8], using random: inout SplitMix64) -> [UInt8] {
    var bytes = random.oneIn(3) ? skippableFrame([1, 2, 3]) : []
    var rest = text[...]
    let largest = random.oneIn(2) ? max(1, text.count) : 300
    repeat {
        let piece = rest.prefix(Int.random(in: 0...largest, using: &random))
        rest = rest.dropFirst(piece.count)
        var shape = FrameShape(hasChecksum: random.oneIn(2), saysSize: random.oneIn(2))
        shape.pieceBytes = random.oneIn(2) ? [Int.random(in: 1...500, using: &random)] : []
        bytes += frame(Array(piece), shape)
        if random.oneIn(5) {
            let content = (0..<Int.random(in: 0...600, using: &random)).map { UInt8(truncatingIfNeeded: $0) }
            bytes += skippableFrame(content, number: UInt8.random(in: 0...15, using: &random))
        }
    } while !rest.isEmpty
    return bytes + (random.oneIn(2) ? seekTable : [])
}

/// Limits so small that a few hundred bytes reach all of them.
func randomLimits(using random: inout SplitMix64) -> LogLimits {
    var limits = LogLimits()
    limits.verifiedFrameBytes = Int.random(in: 20...400, using: &random)
    limits.readBytes = Int.random(in: 1...300, using: &random)
    limits.partBytes = Int.random(in: 1...400, using: &random)
    if random.oneIn(2) { limits.waitingBytes = Int.random(in: 0...500, using: &random) }
    if random.oneIn(3) { limits.lineBytes = Int.random(in: 1...250, using: &random) }
    if random.oneIn(3) { limits.searchBytes = Int64.random(in: 0...10_000, using: &random) }
    return limits
}

/// Changes bytes, takes some out, puts some in, or cuts the end off; the first four stay.
func damage(_ bytes: inout [UInt8], times: Int, using random: inout SplitMix64) {
    for _ in 0..<times where bytes.count > 8 {
        let place = Int.random(in: 4..<bytes.count, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0, 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 2: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
        case 3: bytes.removeSubrange(place..<min(place + Int.random(in: 1...40, using: &random), bytes.count))
        case 4: bytes.insert(contentsOf: [0x28, 0xB5, 0x2F, 0xFD], at: place)
        default: if random.oneIn(3) { bytes.removeSubrange(place...) }
        }
    }
}
