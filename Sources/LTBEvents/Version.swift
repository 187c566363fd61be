// Owns the version of the package.

/// The version of the package.
package enum Version {
    /// The version that the commands tell, and that recorded runs carry.
    package static let current = "0.1.0"
}
