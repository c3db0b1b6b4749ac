// Draws the charts: the figures come as JSON in the page's own terms, and are put into those of the library here.
(function () {
  "use strict";
  var charts = JSON.parse(document.getElementById("charts").textContent);
  var PRINTED = 680; // pixels between the margins of a portrait page
  var NARROW = 560;
  var LINES = 5; // of a legend, before it is leafed through
  var drawn = {};
  var onPaper = false;
  var short = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
  var cents = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  var long = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });

  function tone(name) {
    return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  }

  function brief(chart, value) {
    return chart.unit === "share" ? long.format(Math.round(1000 * value) / 10) + " %" : short.format(value);
  }

  function whole(chart, value) {
    if (value === null || value === undefined) return "-";
    if (chart.unit === "share") return long.format(100 * value) + " %";
    return (chart.unit === "money" ? cents : long).format(value);
  }

  function lines(chart, width) { // of the legend, by a guess at how wide its words are
    var left = 0;
    if (chart.series.length < 2) return 0;
    return chart.series.reduce(function (count, entry) {
      var wide = 44 + 7 * entry.name.length;
      left += wide;
      if (left <= width || left === wide) return count;
      left = wide;
      return count + 1;
    }, 1);
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
    var narrow = width < NARROW, legend = lines(chart, width);
    var ink = tone("ink"), faint = tone("faint"), line = tone("line");
    var names = {
      type: "category", data: chart.categories, name: chart.category_axis, nameLocation: chart.horizontal ? "start" : "middle",
      nameGap: chart.horizontal ? 12 : (narrow ? 72 : 30), nameTextStyle: { color: faint, align: chart.horizontal ? "right" : "center" },
      inverse: chart.horizontal, axisLine: { lineStyle: { color: line }, onZero: false }, axisTick: { show: false },
      axisLabel: {
        color: ink, hideOverlap: true, rotate: !chart.horizontal && narrow ? 50 : 0, interval: chart.horizontal ? 0 : (narrow ? Math.ceil(chart.categories.length / 14) - 1 : "auto"),
        width: chart.horizontal ? (narrow ? 108 : 220) : undefined, overflow: chart.horizontal ? "truncate" : undefined
      }
    };
    var values = {
      type: "value", name: chart.value_axis, nameLocation: chart.horizontal ? "middle" : "end", nameGap: chart.horizontal ? 28 : 12,
      nameTextStyle: { color: faint, align: chart.horizontal ? "center" : "left" }, splitNumber: narrow ? 3 : 5,
      splitLine: { lineStyle: { color: line } },
      axisLabel: { color: ink, formatter: function (value) { return brief(chart, value); } }
    };
    if (chart.unit === "share") {
      values.max = function (extent) { return Math.max(extent.max, 1); };
      if (chart.series.every(function (entry) { return entry.data.every(function (one) { return one <= 1; }); })) {
        values.interval = 0.25;
      }
    }
    var all = chart.series.map(function (entry) { return series(chart, entry, narrow); });
    if (chart.limit !== null && all.length) {
      all[0].markLine = {
        silent: true, symbol: "none", animation: false, data: [chart.horizontal ? { xAxis: chart.limit } : { yAxis: chart.limit }],
        lineStyle: { color: tone("bad"), type: "dashed" }, label: { show: false }
      };
    }
    return {
      animation: false, backgroundColor: "transparent", textStyle: { color: ink, fontFamily: "inherit" },
      grid: {
        left: narrow && !chart.horizontal ? 34 : 12, right: chart.labelled ? (narrow ? 52 : 92) : 24, top: (legend ? 12 + 22 * Math.min(legend, LINES) : 6) + (chart.horizontal ? 20 : 26),
        bottom: chart.horizontal ? 34 : (narrow ? 24 : 26), containLabel: true
      },
      legend: legend ? {
        type: legend > LINES ? "scroll" : "plain", top: 0, left: 0, textStyle: { color: ink }, pageTextStyle: { color: ink }
      } : undefined,
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
      var height = charts[id].height + 22 * Math.max(0, Math.min(lines(charts[id], width), LINES) - 1);
      place.style.height = height + "px";
      drawn[id].resize({ width: width, height: height });
      drawn[id].setOption(option(charts[id], width), true);
    });
  }

  var waiting = 0;
  window.addEventListener("resize", function () {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(draw, 120);
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  function paper(is) {
    onPaper = is;
    draw();
  }
  // printing tells of itself before it lays out; a preview only changes the medium
  window.addEventListener("beforeprint", function () { paper(true); });
  window.addEventListener("afterprint", function () { paper(false); });
  window.matchMedia("print").addEventListener("change", function (change) { paper(change.matches); });
  draw();
})();
