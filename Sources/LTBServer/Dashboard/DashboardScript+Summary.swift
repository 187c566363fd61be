// Owns how the dashboard shows a summary: key figures, what the charts draw, tables.

extension DashboardScript {
    /// The part that says what is known.
    static let summary = #"""
          // The summary: everything but the events.
          const showSummary = summary => {
            const { totals, timeline } = summary;
            const isFolded = ["models", "models shown"].some(name => summary.folded.includes(name));
            const models = summary.models.length - (isFolded ? 1 : 0);
            const ended = totals.total_requests;
            setText("headline", ended === 0 ? "No request has ended yet."
              : `${count(ended)} ${ended === 1 ? "request" : "requests"} to ${isFolded ? "more than " : ""}${models} ${models === 1 ? "model" : "models"}; ${
                share(1 - totals.error_rate)} succeeded.`);
            const name = summary.run && summary.run.name || "Run";
            document.title = `${short(name)} · live`;
            setFigure("requests", count(ended));
            setText("requests-more", totals.requests_per_second == null ? "" : `${rate(totals.requests_per_second)} a second of the log`);
            setFigure("success", ended ? share(1 - totals.error_rate) : null);
            setText("success-more", [ended ? `${count(totals.failed_requests)} failed` : "",
              totals.unfinished_requests ? `${count(totals.unfinished_requests)} unfinished` : ""].filter(Boolean).join(", "));
            const latency = totals.latency;
            setFigure("latency", latency ? duration(latency.p95) : null);
            setText("latency-more", latency ? `p50 ${duration(latency.p50)}, p99 ${duration(latency.p99)}` : "");
            setFigure("tokens", tellsTokens(totals, "output", "input") ? count(totals.total_output_tokens) : null);
            setText("tokens-more", tellsTokens(totals, "input", "output") ? `${count(totals.total_input_tokens)} input` : "");
            setFigure("cost", ended ? usesNothing(totals) ? "no usage" : money(totals.total_cost) : null);
            setText("cost-more", totals.unpriced_requests ? `${count(totals.unpriced_requests)} unpriced` : "");
            const { log } = summary;
            const notices = [];
            if (log.damaged_bytes) notices.push(`${count(log.damaged_bytes)} bytes of the log could not be read.`);
            const skipped = sum(Object.values(log.skipped_lines));
            if (skipped) notices.push(`${count(skipped)} lines are no events.`);
            if (log.dropped_events) notices.push(`The recorder dropped ${count(log.dropped_events)} events.`);
            byID("notice").hidden = !notices.length;
            setText("notice", notices.join(" "));
            showTimeline(timeline);
            showDistribution(latency);
            showProviders(summary);
            showModels(summary.models);
            showBenchmarks(summary.benchmarks);
          };
          // Requests that did not succeed and used nothing lack no price.
          const usesNothing = figures => figures.total_cost == null && !figures.successful_requests && !figures.unpriced_requests;
          // A sum is zero also where no request told of tokens. Failed ones are in no distribution, and tell of both kinds at once.
          const tellsTokens = (figures, kind, other) => figures[`total_${kind}_tokens`] > 0 || figures[`${kind}_tokens`] != null
            || figures[`total_${other}_tokens`] > 0 && figures[`${other}_tokens`] == null;
          const setFigure = (id, text) => {
            setText(id, text ?? "not measured");
            byID(id).classList.toggle("none", text == null);
          };
          const trends = ["requests", "success", "latency", "tokens", "cost"];
          const showTrends = (timeline, p95) => {
            const size = Math.ceil(timeline.requests.length / 40);
            const of = values => merged(values, size, sum);
            const [requests, errors] = [of(timeline.requests), of(timeline.errors)];
            const shares = requests.map((value, index) => value ? 1 - errors[index] / value : null);
            const all = [requests, shares, p95, of(timeline.output_tokens), of(timeline.cost)];
            trends.forEach((name, index) => spark(`trend-${name}`, all[index]));
          };
          const showTimeline = timeline => {
            // A run that was moved to before its first request has none: what was drawn is of another time.
            if (!timeline || !sum(timeline.requests)) {
              for (const name of ["requests", "latency", "tokens", "cost"]) show(`chart-${name}`);
              return trends.forEach(name => spark(`trend-${name}`, []));
            }

            const size = Math.ceil(timeline.requests.length / 72);
            const seconds = timeline.bucket_seconds * size;
            const start = Date.parse(timeline.start);
            const end = start + timeline.requests.length * timeline.bucket_seconds * 1000;
            const times = timeTicks(start, end);
            const perSecond = values => merged(values, size, sum).map(value => value / seconds);
            const errors = perSecond(timeline.errors);
            const succeeded = perSecond(timeline.requests).map((value, index) => value - errors[index]);
            bars("chart-requests", [{ name: "ok", word: "succeeded", values: succeeded },
              { name: "er", word: "failed", values: errors }], "rate", times, value => `${rate(value)} a second`);
            const [p50, p95, p99] = percentiles(timeline);
            lines("chart-latency", [{ name: "p50", word: "p50", values: p50 }, { name: "p95", word: "p95", values: p95 },
              { name: "p99", word: "p99", values: p99 }], "duration", times, duration);
            bars("chart-tokens", [{ name: "in", word: "input", values: perSecond(timeline.input_tokens) },
              { name: "out", word: "output", values: perSecond(timeline.output_tokens) }], "rate", times, value => `${count(value)} a second`);
            let total = 0;
            const costs = merged(timeline.cost, size, sum).map(value => (total += value));
            lines("chart-cost", total > 0 ? [{ word: "cost so far", values: costs, place: 1 }] : [], "money", times, money);
            showTrends(timeline, p95.some(value => value != null) ? p95 : p50);
          };
          const showDistribution = latency => {
            if (!latency) return show("chart-distribution");
            // Bounds of which each is about twice the one before: between others, bars would mislead.
            const buckets = latency.buckets.filter(bucket => ![0.5, 1, 5, 60].includes(bucket.le));
            const counts = buckets.map((bucket, index) => bucket.count - (index ? buckets[index - 1].count : 0));
            const first = Math.max(0, counts.findIndex(value => value > 0) - 1);
            const last = counts.findLastIndex(value => value > 0);
            const shown = counts.slice(first, last + 1).concat(latency.count - buckets[buckets.length - 1].count || []);
            const bound = index => buckets[index] ? tick(duration(buckets[index].le)) : "more";
            const middle = first + Math.floor((last - first) / 2);
            largest["chart-distribution"] = 0;
            bars("chart-distribution", [{ name: "area", word: "requests", values: shown }], "rate", [[0, first ? bound(first - 1) : "0 s"],
              [(middle - first + 1) / shown.length, bound(middle)], [1, bound(last)]], count);
          };
          const table = (heads, rows) => {
            const made = element("table");
            const head = made.createTHead().insertRow();
            for (const text of heads) { const cell = element("th", "", text); cell.scope = "col"; head.append(cell); }
            const body = made.createTBody();
            for (const row of rows) {
              const line = body.insertRow();
              row.forEach((value, index) => {
                const [text, className] = Array.isArray(value) ? value : [value, ""];
                const cell = element(index ? "td" : "th", className);
                named(cell, text);
                if (!index) cell.scope = "row";
                line.append(cell);
              });
            }
            return made;
          };
          // Of very many the ones with most requests, in their order; a last line tells of the others.
          const mostRows = 32;
          const ofMost = figures => {
            const order = figures.map((_, index) => index).sort((a, b) => figures[b].total_requests - figures[a].total_requests || a - b);
            return order.slice(0, mostRows).sort((a, b) => a - b).map(index => figures[index]);
          };
          const others = (figures, noun, columns) => {
            const rest = figures.filter(one => !ofMost(figures).includes(one));
            if (!rest.length) return [];
            const [requests, failed] = ["total_requests", "failed_requests"].map(name => sum(rest.map(one => one[name])));
            // One of them may be the sum of those that have no names here: nobody knows how many these are.
            const name = rest.some(one => one[noun] === "_other_") ? `all other ${noun}s`
              : `${count(rest.length)} more ${noun}${rest.length === 1 ? "" : "s"}`;
            return [[name,
              ...columns(count(requests), requests ? share(failed / requests) : "–")]];
          };
          const showProviders = summary => {
            const statuses = new Map(summary.provider_status.map(provider => [provider.provider, provider.status]));
            const words = { healthy: "good", degraded: "warn", unavailable: "bad" };
            const rows = ofMost(summary.providers).map(provider => [provider.provider,
              [statuses.get(provider.provider) || "not measured", words[statuses.get(provider.provider)] || "mut"],
              count(provider.total_requests), [share(provider.error_rate), provider.error_rate > 0.01 ? "bad" : ""],
              duration(provider.latency && provider.latency.p95)])
              .concat(others(summary.providers, "provider", (requests, errors) => ["–", requests, errors, "–"]));
            show("providers", rows.length ? table(["Provider", "Status", "Requests", "Errors", "p95"], rows) : null);
          };
          const showModels = models => {
            const rows = ofMost(models).map(model => [`${shown(model.provider)}/${shown(model.model)}`, count(model.total_requests),
              [share(model.error_rate), model.error_rate > 0.01 ? "bad" : ""], ...["p50", "p95", "p99"].map(name =>
                duration(model.latency && model.latency[name])), duration(model.time_to_first_token && model.time_to_first_token.p50),
              tellsTokens(model, "output", "input") ? count(model.total_output_tokens) : ["not measured", "mut"], usesNothing(model) ? "–" : money(model.total_cost)])
              .concat(others(models, "model", (requests, errors) => [requests, errors, "–", "–", "–", "–", "–", "–"]));
            show("models", rows.length ? table(["Model", "Requests", "Errors", "p50", "p95", "p99", "First token p50",
              "Output tokens", "Cost"], rows) : null);
          };
          const showBenchmarks = benchmarks => {
            const own = benchmarks.filter(benchmark => benchmark.status).slice(0, mostRows);
            byID("benchmarks-section").hidden = !own.length;
            byID("benchmarks").replaceChildren(...own.map(benchmark => {
              const row = element("div", "bench");
              const last = benchmark.progress[benchmark.progress.length - 1];
              const percent = last ? last[1] : 0;
              const bar = element("progress");
              bar.max = 100;
              bar.value = percent;
              bar.setAttribute("aria-label", short(benchmark.name || benchmark.benchmark_id));
              row.append(named(element("strong"), benchmark.name || benchmark.benchmark_id), bar,
                element("span", "mut", `${percent.toFixed(0)} %${timeLeft(benchmark, last, percent)}`));
              return row;
            }));
          };
          const timeLeft = (benchmark, last, percent) => {
            if (benchmark.status === "completed") return benchmark.duration_seconds == null ? ", done"
              : `, done in ${duration(benchmark.duration_seconds)}`;
            if (!last || !benchmark.started_at || percent <= 0) return "";
            const passed = (Date.parse(last[0]) - Date.parse(benchmark.started_at)) / 1000;
            return `, about ${duration(passed * (100 - percent) / percent)} left`;
          };

        """#
}
