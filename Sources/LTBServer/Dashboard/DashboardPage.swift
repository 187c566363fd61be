// Owns the page of the dashboard: what is on it, in the order in which it is read.

/// The dashboard's page; its script fills it in.
enum DashboardPage {
    /// The page, which is told where the events are.
    static func html(webSocketPort: Int?) -> String {
        beginning + (webSocketPort.map { "<meta name=\"ltb-websocket-port\" content=\"\($0)\">\n" } ?? "") + rest
    }

    private static let beginning = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Run · live</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="dashboard.css">
        <script src="dashboard.js" defer></script>

        """

    private static let rest = """
        </head>
        <body>
        <header>
        <p class="meta"><span id="connection" role="status">Connecting…</span> <span id="age"></span></p>
        <h1 id="headline">Waiting for the first event.</h1>
        <p class="note" id="notice" hidden></p>
        <form id="access" class="controls" hidden>
        <label>This server asks for a token <input id="token" type="password" autocomplete="off"></label>
        <button>Show</button> <span id="refused" class="bad" role="status"></span>
        </form>
        <div id="replay" class="controls" hidden>
        <button id="pause" type="button">Pause</button>
        <label>Speed <select id="speed"><option>1</option><option>10</option><option>60</option><option>600</option>
        <option>max</option></select></label>
        <label class="wide">Position <input id="position" type="range" min="0" max="1000" value="0"></label>
        <output id="clock"></output>
        </div>
        <dl class="key">
        <div><dt>Requests</dt><dd class="v" id="requests">–</dd><dd id="requests-more"></dd>
        <dd><svg id="trend-requests" width="120" height="24" role="img" aria-label="Requests over the time of the log"></svg></dd></div>
        <div><dt>Now, a second</dt><dd class="v" id="rate">–</dd>
        <dd><svg id="trend" width="120" height="24" role="img" aria-label="Ended requests a second in the last minute"></svg></dd></div>
        <div><dt>Succeeded</dt><dd class="v" id="success">–</dd><dd id="success-more"></dd>
        <dd><svg id="trend-success" width="120" height="24" role="img" aria-label="Share of requests that succeeded over the time of the log"></svg></dd></div>
        <div><dt>Latency p95</dt><dd class="v" id="latency">–</dd><dd id="latency-more"></dd>
        <dd><svg id="trend-latency" width="120" height="24" role="img" aria-label="Latency over the time of the log"></svg></dd></div>
        <div><dt>Output tokens</dt><dd class="v" id="tokens">–</dd><dd id="tokens-more"></dd>
        <dd><svg id="trend-tokens" width="120" height="24" role="img" aria-label="Output tokens over the time of the log"></svg></dd></div>
        <div><dt>Cost</dt><dd class="v" id="cost">–</dd><dd id="cost-more"></dd>
        <dd><svg id="trend-cost" width="120" height="24" role="img" aria-label="Cost over the time of the log"></svg></dd></div>
        </dl>
        </header>
        <main>
        <section class="g2">
        <figure><figcaption><h2>Requests a second</h2><p>Ended requests over the time of the log; failures on top.</p>
        </figcaption><div id="chart-requests"></div></figure>
        <figure><figcaption><h2>Latency</h2><p>p50, p95 and p99 of successful requests over time.</p>
        </figcaption><div id="chart-latency"></div></figure>
        <figure><figcaption><h2>How latencies are distributed</h2><p>Successful requests by latency.</p>
        </figcaption><div id="chart-distribution"></div></figure>
        <figure><figcaption><h2>Tokens a second</h2><p>Input and output tokens over time.</p>
        </figcaption><div id="chart-tokens"></div></figure>
        <figure><figcaption><h2>Cost so far</h2><p>US dollars as recorded, summed up over time.</p>
        </figcaption><div id="chart-cost"></div></figure>
        <figure><figcaption><h2>Providers</h2><p>The last status that each had.</p></figcaption>
        <div class="scroll" id="providers" role="region" aria-label="Providers" tabindex="0"></div></figure>
        </section>
        <section id="benchmarks-section" hidden><h2>Benchmarks</h2><div id="benchmarks"></div></section>
        <section><h2>Models</h2>
        <div class="scroll" id="models" role="region" aria-label="Models" tabindex="0"></div></section>
        <section><h2>Events</h2>
        <p class="controls"><label>Only those that contain <input id="filter" type="search"></label>
        <button id="hold" type="button">Hold</button> <span id="missed" class="mut"></span></p>
        <ol id="events" tabindex="0" aria-label="The last events"></ol></section>
        </main>
        <noscript>The dashboard needs its script; ltb-analyze report makes a page that does not.</noscript>
        </body>
        </html>

        """
}
