// Owns the CSS of what the page's script adds; without the script none of it applies.

extension Stylesheet {
    /// On paper the buttons in the heads of tables are no boxes: a browser repeats no head overleaf that holds one.
    static let interaction: Markup = """
        svg.t{touch-action:pan-y}svg.t[tabindex]{-webkit-user-select:none;user-select:none}
        svg.t:focus{outline:none}svg.t:focus-visible{outline:2px solid var(--link);outline-offset:2px}
        .cross{stroke:var(--ink);stroke-dasharray:2 2;pointer-events:none}
        .sel{fill:var(--link);fill-opacity:.15;pointer-events:none}
        .zoomed .end circle,.zoomed .end svg{display:none}
        .tip{position:absolute;left:0;top:0;z-index:4;background:var(--bg);color:var(--ink);border:1px solid var(--axis);
        padding:6px 10px;font-size:12px;line-height:1.5;pointer-events:none;max-width:calc(100vw - 16px)}
        .tip b{font-weight:600}
        .zoom{position:fixed;right:16px;bottom:16px;z-index:6;background:var(--bg);border:1px solid var(--axis);
        padding:8px 12px;font-size:13px}
        .tip[hidden],.zoom[hidden]{display:none}
        main button{font:inherit;color:inherit;background:none;border:0;padding:0;margin:0;cursor:pointer}
        button:focus-visible{outline:2px solid var(--link);outline-offset:2px}
        .zoom button,button.link{color:var(--link)}.zoom button{margin-left:8px}
        button.sort{text-align:inherit;white-space:inherit}button.sort:hover{color:var(--ink)}
        header button.sort{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer}
        [aria-sort=ascending] button::after{content:" ▲";font-size:9px}
        [aria-sort=descending] button::after{content:" ▼";font-size:9px}
        section{position:relative}section>h2{padding-right:72px}
        button.link{position:absolute;right:0;top:4px;font-size:13px;min-width:24px;min-height:24px}
        header button.link{font:inherit;font-size:13px;background:none;border:0;cursor:pointer}
        button.switch{white-space:nowrap;margin-right:12px;min-height:24px}
        button.switch[aria-pressed=false]{text-decoration:line-through;opacity:.75}
        @media print{.tip,.zoom,.hint,.keys,button.link{display:none}button.sort{display:contents}}
        """
}
