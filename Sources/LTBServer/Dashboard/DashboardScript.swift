// Owns the script of the dashboard, put together.

/// The dashboard's script: what it shows, then how it stays up to date.
enum DashboardScript {
    static let text = page + figures + charts + summary + updates
}
