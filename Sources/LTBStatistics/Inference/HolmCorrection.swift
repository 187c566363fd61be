// Owns the correction of p-values for how many there are.

/// Holm's step-down correction: whatever else is tested, the chance of one false alarm stays below the level.
///
/// S. Holm, "A Simple Sequentially Rejective Multiple Test Procedure" (1979).
package func holmCorrected(_ pValues: [Double]) -> [Double] {
    let order = pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
    var corrected = pValues
    var largest = 0.0
    for (place, index) in order.enumerated() {
        largest = max(largest, min(1, pValues[index] * Double(pValues.count - place)))
        corrected[index] = largest
    }
    return corrected
}
