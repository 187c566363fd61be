// Owns the style of the dashboard: the colours and sizes of the report, on a page that changes.

/// The dashboard's stylesheet.
enum DashboardStyle {
    static let css = """
        :root{color-scheme:light dark;--bg:#fff;--ink:#15181c;--mut:#57606a;--line:#d9dde2;--grid:#e6e9ed;
        --axis:#8b949e;--wash:#f5f7f9;--q1:#6f89a4;--q1t:#566f89;--q2:#47637f;--q3:#16283b;--ok:#6f89a4;--er:#c2410c;
        --good:#116329;--warn:#8a4b00;--bad:#b42318;--warnbg:#fff6e5;--h5:#54708d;--h7:#172c44}
        @media screen and (prefers-color-scheme:dark){:root{--bg:#0f1216;--ink:#e8ebee;--mut:#9da7b2;--line:#2d343c;
        --grid:#232930;--axis:#6b7580;--wash:#171b21;--q1:#6c87a3;--q1t:#8fa6bd;--q2:#a0b8d0;--q3:#eef4fa;--ok:#6c87a3;
        --er:#ff8b4d;--good:#5bc979;--warn:#e9b35c;--bad:#ff8f85;--warnbg:#261d0e;--h5:#7593b0;--h7:#e2edf7}}
        *{box-sizing:border-box}[hidden]{display:none!important}
        body{margin:0 0 72px;background:var(--bg);color:var(--ink);
        font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif;
        font-variant-numeric:tabular-nums lining-nums}
        header,main,noscript{display:block;max-width:1168px;margin:0 auto;padding:0 24px}
        .meta,.mut{color:var(--mut);font-size:13px}.meta{margin:32px 0 0}
        h1{font-size:34px;line-height:1.2;letter-spacing:-.018em;font-weight:650;margin:12px 0 0;max-width:28em;
        text-wrap:balance}
        h2{font-size:15px;line-height:1.4;font-weight:650;margin:0}section>h2{font-size:22px;margin:0 0 16px}
        h1,li,dd,.note,.bench strong{overflow-wrap:anywhere}
        .note{font-size:13px;margin:24px 0 0;padding:10px 16px;border-left:3px solid var(--warn);
        background:var(--warnbg)}
        .controls{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center;font-size:13px;color:var(--mut);
        margin:24px 0 0}
        .controls label{display:flex;gap:8px;align-items:center}.controls .wide{flex:1 1 240px}
        .controls .wide input{flex:1}
        button,select,input{font:inherit;color:var(--ink);background:var(--bg);border:1px solid var(--axis);
        border-radius:4px;padding:4px 12px}
        button:disabled{color:var(--mut);border-style:dashed}
        input[type=range]{padding:0;accent-color:var(--q2)}
        button:focus-visible,select:focus-visible,input:focus-visible,ol:focus-visible,.scroll:focus-visible{
        outline:2px solid var(--q2);outline-offset:2px}
        .key{display:grid;grid-template-columns:repeat(6,1fr);gap:24px;margin:40px 0 0}
        .key div{border-top:2px solid var(--ink);padding-top:8px;min-width:0}
        .key dt,.key dd{margin:0;font-size:13px;color:var(--mut);line-height:1.45}
        .key dd.v{font-size:28px;line-height:1.3;font-weight:600;letter-spacing:-.015em;color:var(--ink);
        white-space:nowrap}.key dd.v.none{font-size:15px;line-height:36px;font-weight:400;color:var(--mut)}
        section{margin-top:72px}.g2{display:grid;gap:0 48px;grid-template-columns:1fr 1fr;margin-top:24px}
        figure{margin:32px 0 0;min-width:0}figcaption{margin-bottom:16px}
        figcaption p{margin:0;font-size:13px;color:var(--mut)}
        svg{display:block;overflow:visible}svg.c{margin-left:48px;width:calc(100% - 96px)}
        svg text{font-size:12px;fill:var(--mut)}
        .grid{stroke:var(--grid)}.axis{stroke:var(--axis)}
        .ok{fill:var(--ok)}.er{fill:var(--er)}.in{fill:var(--h5)}.out{fill:var(--h7)}.area{fill:var(--q1)}
        .l1,.l2,.l3{fill:none;stroke-width:1.5}.l1{stroke:var(--q1)}.l2{stroke:var(--q2)}.l3{stroke:var(--q3)}
        .l2.spark{stroke-width:1.25}.d1{fill:var(--q1)}.d2{fill:var(--q2)}.d3{fill:var(--q3)}
        .legend{display:flex;flex-wrap:wrap;gap:4px 8px;align-items:center;margin:0 0 12px 48px;font-size:13px;
        color:var(--mut)}.legend span{margin-right:8px}
        svg .t1{fill:var(--q1t)}svg .t2{fill:var(--q2)}svg .t3{fill:var(--q3)}
        .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:13px;line-height:1.4}
        th,td{padding:8px 0 8px 16px;text-align:right;border-bottom:1px solid var(--grid);font-weight:400}
        td{white-space:nowrap}
        thead th{color:var(--mut);border-bottom-color:var(--axis);vertical-align:bottom}
        th:first-child,td:first-child{text-align:left;padding-left:0}
        tbody th{font-weight:600;min-width:152px;overflow-wrap:anywhere}
        .bad{color:var(--bad);font-weight:600}.good{color:var(--good);font-weight:600}.warn{color:var(--warn);font-weight:600}
        .bench{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,2fr) minmax(0,1fr);gap:4px 16px;
        align-items:center;font-size:13px;padding:8px 0;border-bottom:1px solid var(--grid)}
        progress{width:100%;height:8px;appearance:none;border:0;background:var(--grid)}
        progress::-webkit-progress-bar{background:var(--grid)}progress::-webkit-progress-value{background:var(--ok)}
        progress::-moz-progress-bar{background:var(--ok)}
        #events{list-style:none;margin:16px 0 0;padding:0;height:420px;overflow:auto;
        border-top:1px solid var(--axis);font:12px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
        #events li{display:grid;grid-template-columns:100px 180px minmax(0,1fr);gap:16px;padding:4px 0;
        border-bottom:1px solid var(--grid)}
        #events li.failed span:nth-child(2){color:var(--bad)}
        @media(max-width:900px){.g2{grid-template-columns:minmax(0,1fr)}.key{grid-template-columns:repeat(3,1fr)}}
        @media(max-width:600px){header,main,noscript{padding:0 16px}h1{font-size:25px}
        .key{grid-template-columns:1fr 1fr}.key dd.v{font-size:24px}
        #events li{grid-template-columns:minmax(0,1fr)}.bench{grid-template-columns:minmax(0,1fr)}
        svg .w{display:none}}

        """
}
