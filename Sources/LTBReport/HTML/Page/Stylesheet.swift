// Owns the page's CSS: sizes, spaces and colours of the visual language, light, dark, narrow and on paper.

/// The stylesheet of the page. Colours are custom properties, redefined for dark screens only, so that paper is light.
enum Stylesheet {
    static let css: Markup = base + "\n" + interaction + "\n" + paper

    private static let base: Markup = """
        :root{
        color-scheme:light dark;--bg:#fff;--ink:#15181c;--mut:#57606a;--line:#d9dde2;--grid:#e6e9ed;--axis:#8b949e;
        --wash:#f5f7f9;--band:#fef7f2;--link:#1d4fb0;
        --c1:#1e339b;--c2:#915114;--c3:#3c9d9a;--c4:#5d2748;--c5:#b5820c;--c6:#8557c8;--c7:#861210;--c8:#377187;
        --c9:#737c86;
        --q1:#6f89a4;--q1t:#566f89;--q2:#47637f;--q3:#16283b;--ok:#6f89a4;--rl:#c2410c;--er:#7f1d1d;--good:#116329;
        --warn:#8a4b00;--bad:#b42318;--warnbg:#fff6e5;
        --h1:#e4eaf1;--h2:#c5d2df;--h3:#a0b4c9;--h4:#6f89a4;--h5:#54708d;--h6:#33506e;--h7:#172c44}
        @media screen and (prefers-color-scheme:dark){:root{
        --bg:#0f1216;--ink:#e8ebee;--mut:#9da7b2;--line:#2d343c;--grid:#232930;--axis:#6b7580;--wash:#171b21;
        --band:#2e2018;--link:#8db4ff;
        --c1:#5071de;--c2:#c46016;--c3:#7ef0d7;--c4:#c095b8;--c5:#f2d935;--c6:#8d75a0;--c7:#f47c6e;--c8:#2cb7fd;
        --c9:#8b949e;
        --q1:#6c87a3;--q1t:#8fa6bd;--q2:#a0b8d0;--q3:#eef4fa;--ok:#6c87a3;--rl:#ff8b4d;--er:#ffc6b0;--good:#5bc979;
        --warn:#e9b35c;--bad:#ff8f85;--warnbg:#261d0e;
        --h1:#1a222c;--h2:#253444;--h3:#34495f;--h4:#4f6a85;--h5:#7593b0;--h6:#a6c0d8;--h7:#e2edf7}}
        *{box-sizing:border-box}html{scroll-padding-top:56px}
        body{margin:0;background:var(--bg);color:var(--ink);
        font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif;
        font-variant-numeric:tabular-nums lining-nums;-webkit-text-size-adjust:100%}
        header,main,footer,nav ul{max-width:1168px;margin:0 auto;padding:0 24px}
        a{color:var(--link)}
        .skip{position:absolute;left:-9999px}
        .skip:focus{left:16px;top:8px;background:var(--bg);padding:8px 12px;z-index:9}
        nav{position:sticky;top:0;background:var(--bg);border-bottom:1px solid var(--line);z-index:5;margin-top:40px}
        nav ul{display:flex;flex-wrap:wrap;gap:0 24px;list-style:none}
        nav a{display:block;padding:10px 0;color:var(--mut);text-decoration:none;font-size:13px}
        nav a:hover{color:var(--ink)}
        .meta{color:var(--mut);font-size:13px;margin:32px 0 0}
        h1{font-size:34px;line-height:1.2;letter-spacing:-.018em;font-weight:650;margin:12px 0 0;max-width:28em;
        text-wrap:balance}
        .deck{font-size:18px;line-height:1.5;color:var(--mut);max-width:44em;margin:16px 0 0}
        .deck b{color:var(--ink);font-weight:600}
        .note{font-size:13px;margin:24px 0 0;padding:10px 16px;border-left:3px solid var(--warn);
        background:var(--warnbg)}.note b{color:var(--warn);white-space:nowrap}.note span{margin-right:16px}
        .key{display:grid;grid-template-columns:repeat(6,1fr);gap:24px;margin:40px 0 0}
        .key div{border-top:2px solid var(--ink);padding-top:8px}
        .key dt{font-size:13px;color:var(--mut)}.key dd{margin:0;font-size:13px;color:var(--mut);line-height:1.45}
        .key dd.v{font-size:28px;line-height:1.3;font-weight:600;letter-spacing:-.015em;color:var(--ink);
        white-space:nowrap}
        .key dd.v.t{font-size:20px;line-height:1.82}
        section{margin-top:72px;scroll-margin-top:56px}header section{margin-top:40px}
        h2{font-size:22px;line-height:1.3;letter-spacing:-.01em;font-weight:650;margin:0 0 8px}
        h2+p{margin:0;color:var(--mut);max-width:46em}
        h3{font-size:15px;line-height:1.4;font-weight:650;margin:0}
        figure{margin:32px 0 0;min-width:0}
        figcaption p{margin:0;font-size:13px;color:var(--mut);line-height:1.5;max-width:60em}
        figure figure{margin:0!important}
        figcaption span{white-space:nowrap}figcaption h3 span{white-space:normal}
        h1,h3,p,dd,dt,footer{overflow-wrap:anywhere}
        figcaption{margin-bottom:16px}
        svg.c{display:block;height:auto;margin-left:60px;width:calc(100% - 100px)}
        svg.r{width:calc(100% - 196px)}svg.n{margin-left:108px;width:calc(100% - 172px)}
        svg text{fill:var(--ink)}svg .m{fill:var(--mut)}svg .o{stroke:var(--bg)}svg .x{fill:var(--bad)}
        .g{stroke:var(--grid)}.ax{stroke:var(--axis)}.band{fill:var(--band)}.ik{stroke:var(--ink)}.fi{fill:var(--ink)}
        .bgs{stroke:var(--bg)}
        .f1{fill:var(--c1)}.f2{fill:var(--c2)}.f3{fill:var(--c3)}.f4{fill:var(--c4)}.f5{fill:var(--c5)}
        .f6{fill:var(--c6)}.f7{fill:var(--c7)}.f8{fill:var(--c8)}.f9{fill:var(--c9)}
        .s1{stroke:var(--c1)}.s2{stroke:var(--c2)}.s3{stroke:var(--c3)}.s4{stroke:var(--c4)}.s5{stroke:var(--c5)}
        .s6{stroke:var(--c6)}.s7{stroke:var(--c7)}.s8{stroke:var(--c8)}.s9{stroke:var(--c9)}
        .q1{stroke:var(--q1)}.q2{stroke:var(--q2)}.q3{stroke:var(--q3)}.fq1{fill:var(--q1t)}.fq2{fill:var(--q2)}
        .fq3{fill:var(--q3)}
        .ok{fill:var(--ok)}.rl{fill:var(--rl)}.er{fill:var(--er)}.sok{stroke:var(--ok)}.srl{stroke:var(--rl)}
        .h1{fill:var(--h1)}.h2{fill:var(--h2)}.h3{fill:var(--h3)}.h4{fill:var(--h4)}.h5{fill:var(--h5)}
        .h6{fill:var(--h6)}.h7{fill:var(--h7)}
        .g2,.g3,.g4{display:grid;gap:0 48px;grid-template-columns:1fr 1fr}
        .g3{grid-template-columns:repeat(3,1fr);gap:0 32px}.g4{grid-template-columns:repeat(4,1fr);gap:0 24px}
        .g4 svg.c{margin-left:48px;width:calc(100% - 52px)}.tight figure{margin-top:24px}
        .g4 figure{display:flex;flex-direction:column}.g4 figcaption{flex:1}
        .scroll{overflow-x:auto;margin-top:24px}figure .scroll{margin-top:0}
        table{border-collapse:collapse;width:100%;font-size:13px;line-height:1.4}
        caption{text-align:left;font-size:13px;color:var(--mut);padding-bottom:8px}
        th,td{padding:8px 0 8px 16px;text-align:right;white-space:nowrap;border-bottom:1px solid var(--grid);
        font-weight:400}
        thead th{color:var(--mut);border-bottom-color:var(--axis);vertical-align:bottom;padding-top:0}
        th:first-child,td:first-child{text-align:left;padding-left:0}tbody th{font-weight:600}
        tbody th small{font-weight:400;color:var(--mut);font-size:12px}
        .many th,.many td{padding-left:10px}.many th:first-child{padding-left:0}
        tfoot td,tfoot th{border-bottom:0;font-weight:600}
        td.l,th.l{text-align:left}td.wr{white-space:normal;line-height:1.3;min-width:144px;overflow-wrap:anywhere}
        td svg{display:inline-block;vertical-align:middle}.bad{color:var(--bad);font-weight:600}
        .good{color:var(--good);font-weight:600}.mut{color:var(--mut)}
        .note code{font:inherit;white-space:nowrap}
        code{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
        details{border-top:1px solid var(--line);margin-top:24px;padding-top:12px}
        summary{cursor:pointer;font-weight:600;font-size:15px}
        details dl{display:grid;grid-template-columns:180px 1fr;gap:8px 24px;font-size:13px;margin:16px 0 0;
        max-width:60em}details dt{font-weight:600}details dd{margin:0;color:var(--mut)}
        details.d{border:0;margin-top:8px;padding:0}details.d>summary,p.d{font-weight:400;font-size:13px;
        color:var(--mut)}p.d{margin:8px 0 0}.key dt a{color:inherit;text-decoration-color:var(--axis);
        text-underline-offset:3px}details small{font-size:12px}
        h3.t{margin-top:40px}p.mut{margin:0;font-size:13px;max-width:60em}.bgf{fill:var(--bg)}
        footer{color:var(--mut);font-size:13px;margin-top:72px;padding-bottom:48px}
        @media(min-width:901px){thead th{white-space:normal}.g2 th,.g2 td{padding-left:8px}
        .g2 th:first-child{padding-left:0}}
        @media(max-width:900px){.key{grid-template-columns:repeat(3,1fr)}.g2,.g3{grid-template-columns:1fr}
        .g4{grid-template-columns:1fr 1fr}svg .v{display:none}
        .scroll th:first-child{position:sticky;left:0;background:var(--bg);padding-right:12px}}
        @media(max-width:600px){header,main,footer,nav ul{padding:0 16px}h1{font-size:25px}.deck{font-size:16px}
        .key{grid-template-columns:1fr 1fr;gap:24px 16px}.key dd.v{font-size:24px}
        nav{position:static;margin-top:32px}nav ul{gap:0 16px}section{margin-top:56px}.note span{display:block}
        svg .w{display:none}svg .nw{display:inline}.scroll{margin-right:-16px;padding-right:16px}
        .scroll th:first-child{min-width:96px;max-width:40vw;white-space:normal;overflow-wrap:break-word}
        caption div{display:block;position:sticky;left:0;max-width:calc(100vw - 32px);white-space:normal}
        nav a{padding:6px 0}nav ul{margin:8px 0}details dl{grid-template-columns:1fr;gap:2px}
        details dd{margin-bottom:10px}th,td{padding-left:12px}td.wr{min-width:200px}}
        """
}
