// Owns the CSS of the page on paper: A4, light, dense, with nothing cut apart that belongs together.

extension Stylesheet {
    /// Charts are drawn at seven tenths, so that their text is about as small as that of tables; a table of many rows may
    /// go on overleaf, where its head stands again. The last row asks for nothing behind it: what it asks for would hold
    /// for all that ends with it, and of two wishes for one place Chromium grants neither.
    static let paper: Markup = """
        @media print{svg .w,svg .v{display:none}svg .nw{display:inline}@page{size:A4;margin:14mm}
        body{font-size:10px;line-height:1.4}nav,.skip,.d{display:none}header,main,footer{padding:0;max-width:none}
        .meta{margin:0}h1{font-size:22px;margin-top:6px}.deck{font-size:13px;margin-top:8px}
        .note{padding:4px 10px;margin-top:12px}.key{grid-template-columns:repeat(6,1fr);gap:12px;margin-top:16px}
        .key div{padding-top:4px}.key dd.v{font-size:18px}.key dd.v.t{font-size:13px}
        section,header section{margin-top:18px}h2{font-size:16px;margin-bottom:4px}h3{font-size:11px}
        h3.t{margin-top:16px}figure,.tight figure{margin-top:14px}figcaption{margin-bottom:6px}
        .meta,.note,small,footer,.key dt,.key dd,figcaption p,table,table code,table small,tbody th small,caption,
        p.mut,h2+p,details dl,details small,code{font-size:9px}.key dd.v{font-size:18px}.key dd.v.t{font-size:13px}
        summary{font-size:11px}svg.c{zoom:.7}td svg[width="120"]{width:72px}td svg[width="160"]{width:100px}
        figure,.key,tr,dd,.g2,.g3,.g4,table,.note{break-inside:avoid}
        table:has(tr:nth-child(12)){break-inside:auto}thead{break-inside:avoid}
        tbody tr:nth-child(-n+4):not(:last-child){break-after:avoid}
        h1,h2,h3,h2+p,h3+p,figcaption,caption,thead,summary,dt{break-after:avoid}
        .scroll{overflow:visible;margin-top:10px}.scroll th:first-child{position:static}
        th,td{padding:2px 0 2px 8px}thead th{white-space:normal}
        .many th,.many td{padding-left:4px}td.wr{min-width:96px}
        details{margin-top:14px;padding-top:6px}details th,details td{padding-top:.5px;padding-bottom:.5px}
        details::details-content{content-visibility:visible;height:auto}
        details dl{display:block;columns:3;column-gap:20px;margin-top:6px;max-width:none}details dd{margin:0 0 4px}
        .g2,.g3{grid-template-columns:1fr 1fr;gap:0 24px}.g4{grid-template-columns:repeat(4,1fr)}
        footer{margin-top:16px;padding:0}
        *{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
        """
}
