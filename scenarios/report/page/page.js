// Draws the charts: the figures come as JSON in the page's own terms, and are put into those of the library here.
(function () {
  "use strict";
  var charts = JSON.parse(document.getElementById("charts").textContent);
  var PRINTED = 680; // pixels between the margins of a portrait page
  var NARROW = 560;
  var drawn = {};
  var onPaper = false;
  var short = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
  var long = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });

  function tone(name) {
    return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  }

  function brief(chart, value) {
    return chart.share ? long.format(Math.round(1000 * value) / 10) + " %" : short.format(value);
  }

  function whole(chart, value) {
    if (value === null || value === undefined) return "-";
    return chart.share ? long.format(100 * value) + " %" : long.format(value);
  }

  function series(chart, entry, narrow) {
    var colour = tone(entry.tone);
    var made = {
      name: entry.name, type: entry.kind === "bar" ? "bar" : "line", data: entry.data,
      itemStyle: { color: colour }, emphasis: { disabled: true }, animation: false
    };
    if (entry.stack) made.stack = entry.stack;
    if (made.type === "bar") {
      made.barMaxWidth = 26;
    } else {
      made.lineStyle = { color: colour, width: 2, type: entry.dashed ? "dashed" : "solid" };
      made.symbol = entry.data.length === 1 ? "circle" : "none";
      if (entry.kind === "area") made.areaStyle = { color: colour, opacity: 0.18 };
    }
    if (chart.labelled) {
      made.label = {
        show: true, position: chart.horizontal ? "right" : "top", color: tone("ink"), fontSize: narrow ? 10 : 12,
        formatter: function (point) { return (narrow ? brief : whole)(chart, point.value); }
      };
    }
    return made;
  }

  function option(chart, width) {
    var narrow = width < NARROW;
    var ink = tone("ink"), faint = tone("faint"), line = tone("line");
    var names = {
      type: "category", data: chart.categories, name: chart.category_axis, nameLocation: chart.horizontal ? "start" : "middle",
      nameGap: chart.horizontal ? 12 : (narrow ? 62 : 40), nameTextStyle: { color: faint, align: chart.horizontal ? "right" : "center" },
      inverse: chart.horizontal, axisLine: { lineStyle: { color: line }, onZero: false }, axisTick: { show: false },
      axisLabel: {
        color: ink, hideOverlap: true, rotate: !chart.horizontal && narrow ? 50 : 0, interval: chart.horizontal ? 0 : "auto",
        width: chart.horizontal ? (narrow ? 92 : 220) : undefined, overflow: chart.horizontal ? "truncate" : undefined
      }
    };
    var values = {
      type: "value", name: chart.value_axis, nameLocation: chart.horizontal ? "middle" : "end", nameGap: chart.horizontal ? 28 : 12,
      nameTextStyle: { color: faint, align: chart.horizontal ? "center" : "left" }, splitNumber: narrow ? 3 : 5,
      splitLine: { lineStyle: { color: line } },
      axisLabel: { color: ink, formatter: function (value) { return brief(chart, value); } }
    };
    if (chart.share && chart.limit === null) values.max = 1;
    var all = chart.series.map(function (entry) { return series(chart, entry, narrow); });
    if (chart.limit !== null && all.length) {
      all[0].markLine = {
        silent: true, symbol: "none", animation: false, data: [chart.horizontal ? { xAxis: chart.limit } : { yAxis: chart.limit }],
        lineStyle: { color: tone("bad"), type: "dashed" }, label: { show: false }
      };
      values.max = function (extent) { return Math.max(extent.max, chart.limit); };
    }
    return {
      animation: false, backgroundColor: "transparent", textStyle: { color: ink, fontFamily: "inherit" },
      grid: {
        left: 12, right: chart.labelled ? (narrow ? 52 : 92) : 24, top: (all.length > 1 ? 34 : 6) + (chart.horizontal ? 20 : 26),
        bottom: chart.horizontal ? 34 : 28, containLabel: true
      },
      legend: all.length > 1 ? { type: "scroll", top: 0, left: 0, textStyle: { color: ink }, pageTextStyle: { color: ink } } : undefined,
      tooltip: {
        trigger: "axis", confine: true, axisPointer: { type: chart.horizontal ? "shadow" : "line" }, backgroundColor: tone("paper"),
        borderColor: line, textStyle: { color: ink }, valueFormatter: function (value) { return whole(chart, value); }
      },
      xAxis: chart.horizontal ? values : names, yAxis: chart.horizontal ? names : values, series: all
    };
  }

  function draw() {
    Object.keys(charts).forEach(function (id) {
      var place = document.getElementById(id);
      var width = onPaper ? PRINTED : place.clientWidth;
      if (!drawn[id]) drawn[id] = echarts.init(place, null, { renderer: "svg", width: width });
      drawn[id].resize({ width: width, height: place.clientHeight });
      drawn[id].setOption(option(charts[id], width), true);
    });
  }

  var waiting = 0;
  window.addEventListener("resize", function () {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(draw, 120);
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  window.matchMedia("print").addEventListener("change", function (change) {
    onPaper = change.matches;
    draw();
  });
  draw();
})();
