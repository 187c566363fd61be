// Owns the statistics as others compute them: a Python script that prints cases with the results of scipy and statsmodels.

/// A script whose lines hold a test's name, its input as lists of numbers, and its results, all separated by `|`.
enum InferenceScript {
    static let source = #"""
        import random, sys, warnings
        import numpy as np
        from scipy import stats
        from statsmodels.stats.multitest import multipletests
        from statsmodels.stats.proportion import confint_proportions_2indep

        warnings.simplefilter("ignore")
        random.seed(int(sys.argv[1]))

        def show(name, inputs, results):
            lists = [" ".join(repr(float(value)) for value in values) for values in inputs + [results]]
            print(name + "|" + "|".join(lists))

        def values(count, tied):
            draw = (lambda: float(random.randint(0, 9))) if tied else (lambda: random.lognormvariate(0, 1))
            return [draw() for _ in range(count)]

        for index in range(80):
            tied = index % 2 == 0
            n, m = random.choice([(9, 12), (30, 9), (200, 150), (500, 600)])
            x, y = values(n, tied), [value * random.choice([1, 1, 1.3]) for value in values(m, tied)]
            result = stats.mannwhitneyu(x, y, method="asymptotic")
            show("mannwhitney", [x, y], [result.statistic, result.pvalue])
            result = stats.ttest_ind(x, y, equal_var=False)
            show("welch", [x, y], [result.statistic, result.pvalue])
        for index in range(40):
            x, y = values(random.randint(1, 8), False), values(random.randint(1, 40), False)
            result = stats.mannwhitneyu(x, y, method="exact")
            show("mannwhitney", [x, y], [result.statistic, result.pvalue])
        for index in range(80):
            tied = index % 2 == 0
            n = random.choice([15, 60, 400])
            d = [a - b for a, b in zip(values(n, tied), values(n, tied))]
            method = "exact" if n <= 50 and not tied else "asymptotic"
            up = sum(rank for rank, value in zip(stats.rankdata([abs(v) for v in d if v]), [v for v in d if v]) if value > 0)
            show("wilcoxon", [d], [up, stats.wilcoxon(d, method=method).pvalue])
            result = stats.ttest_1samp(d, 0)
            show("paired", [d], [result.statistic, result.pvalue])
        for index in range(150):
            n, m = random.choice([(5, 7), (40, 60), (1000, 1000), (20000, 16000)])
            rate = random.choice([0.001, 0.05, 0.5, 0.97])
            a = sum(random.random() < rate for _ in range(n))
            b = sum(random.random() < rate * random.choice([1, 0.9, 0.5]) for _ in range(m))
            show("fisher", [[a, n, b, m]], [stats.fisher_exact([[a, n - a], [b, m - b]]).pvalue])
            low, high = confint_proportions_2indep(a, n, b, m, method="newcomb", compare="diff")
            show("newcombe", [[a, n, b, m]], [low, high])
            chance = random.choice([0.5, 0.5, 0.1, 0.77])
            show("binomial", [[a, n, chance]], [stats.binomtest(a, n, chance).pvalue])
        for index in range(100):
            x, q = values(random.choice([1, 10, 59, 60, 100, 1000]), index % 2 == 0), random.choice([0.5, 0.95, 0.99])
            interval = stats.quantile_test(x, q=0, p=q).confidence_interval(0.95)
            show("quantile", [x, [q]], [interval.low, interval.high])
        for index in range(100):
            p = [random.random() ** random.choice([1, 4, 20]) for _ in range(random.randint(1, 30))]
            show("holm", [p], multipletests(p, method="holm")[1])
        for index in range(200):
            z = random.uniform(-8, 37)
            show("normal", [[z]], [stats.norm.sf(z)])
            p = random.random() ** random.choice([1, 10])
            show("exceeded", [[p]], [stats.norm.isf(p)])

        def newcombe_of_pairs(a, b, c, d):
            n = a + b + c + d
            wilson = lambda k: stats.binomtest(k, n).proportion_ci(0.95, method="wilson")
            (l1, u1), (l2, u2), p1, p2 = wilson(a + b), wilson(a + c), (a + b) / n, (a + c) / n
            numerator = a * d - b * c
            if numerator > 0:
                numerator = max(numerator - n / 2, 0)
            sums = (a + b) * (c + d) * (a + c) * (b + d)
            phi = numerator / sums ** 0.5 if sums else 0
            low = ((p1 - l1) ** 2 - 2 * phi * (p1 - l1) * (u2 - p2) + (u2 - p2) ** 2) ** 0.5
            high = ((u1 - p1) ** 2 - 2 * phi * (u1 - p1) * (p2 - l2) + (p2 - l2) ** 2) ** 0.5
            return [p1 - p2 - low, p1 - p2 + high]

        for index in range(100):
            table = [random.randint(0, random.choice([3, 40, 900])) for _ in range(4)]
            if sum(table):
                show("newcombe of pairs", [table], newcombe_of_pairs(*table))
        for index in range(2):
            x, y = values(300, False), values(250, False)
            settings = dict(method="percentile", n_resamples=4999, random_state=index)
            mean = lambda a, b, axis: np.mean(b, axis=axis) - np.mean(a, axis=axis)
            interval = stats.bootstrap((x, y), mean, **settings).confidence_interval
            show("bootstrap", [x, y, [-1]], interval)
            y = [value * 1.2 + random.random() for value in x]
            interval = stats.bootstrap((x, y), mean, paired=True, **settings).confidence_interval
            show("paired bootstrap", [x, y, [-1]], interval)
            for q in [0.5, 0.95]:
                quantile = lambda a, b, axis: np.quantile(b, q, axis=axis) - np.quantile(a, q, axis=axis)
                interval = stats.bootstrap((x, y), quantile, **settings).confidence_interval
                show("bootstrap", [x, y, [q]], interval)
                interval = stats.bootstrap((x, y), quantile, paired=True, **settings).confidence_interval
                show("paired bootstrap", [x, y, [q]], interval)
        """#
}
