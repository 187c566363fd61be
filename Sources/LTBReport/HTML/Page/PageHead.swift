// Owns the head of every page: its title, its policy, its style.

/// What stands before the body.
struct PageHead {
    let title: String
    let description: String
    let assets: PageAssets

    var markup: Markup {
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="\(assets.policy)">
        <title>\(title)</title><meta name="description" content="\(description)">
        \(assets.style)</head>
        """
    }
}
